import type { Db } from '../../db/tables/index.ts'
import { audit } from '../audit.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type Asked, changingTeam, lastAdmin } from './changing.ts'
import { type Person, personById } from './person.ts'

interface PersonAsked extends Asked {
  /** A member's id. */
  person: string
}

/**
 * Takes all access from a person, or gives it back; their roles stay noted meanwhile, and those with an end go on
 * towards it. Again changes nothing. Refuses oneself, and the last administrator.
 */
const setActive =
  (active: boolean) =>
  (db: Db, asked: PersonAsked, now: Temporal.Instant): Promise<Result<Person>> =>
    changingTeam(db, asked, 'team.manage', now, async (trx, actor) => {
      const person = await personById(trx, asked.person)
      if (!person) return refuse('team.person_unknown', { text: asked.person, count: 0, nearest: '' })
      if (person.deactivated !== active) return ok(person)
      const last = active ? null : await lastAdmin(trx, person)
      if (last) return last
      if (person.id === actor.id) return refuse('team.not_yourself')
      await trx
        .updateTable('members')
        .set({ deactivated_at: active ? null : now })
        .where('id', '=', person.id)
        .execute()
      const entry = {
        action: active ? 'member.reactivated' : 'member.deactivated',
        ...{ member: actor.id, subject: person.id, before: { active: !active }, after: { active } },
        ...{ reason: asked.reason, via: asked.via },
      }
      await audit(trx, entry, now)
      return ok({ ...person, deactivated: !active })
    })

export const deactivate = setActive(false)
export const reactivate = setActive(true)
