import { may } from '../../shop/access/member.ts'
import { rememberProfile } from '../../shop/access/members.ts'
import type { Refusal, Result } from '../../shop/result.ts'
import type { Given } from '../../shop/team/grant.ts'
import { type TeamCard, teamCard } from '../../shop/team/list.ts'
import { findPerson, idIn, type Person, personById } from '../../shop/team/person.ts'
import type { Answer, Call } from '../operation.ts'
import { profileOf } from '../session.ts'
import { refusedWith } from '../slack/errors.ts'
import { refusalInField, unchanged } from '../slack/render.ts'
import { type MayChange, teamCardMessage } from '../views/team.ts'
import { changeShown, withWaiting } from './change.ts'

/** What the one who asks may do about the team. */
export const mayChange = ({ member }: Call): MayChange => ({
  grant: may(member, 'team.grant'),
  manage: may(member, 'team.manage'),
  audit: may(member, 'audit.view'),
})

/** The person meant. Slack is asked about one who has never been here, so that they can be given a role beforehand. */
export async function personMeant({ services: { db, slack }, now }: Call, text: string): Promise<Result<Person>> {
  const id = idIn(text)
  if (id && !(await personById(db, id))) {
    const found = await slack.replies.users.info({ user: id, include_locale: true }).catch((error: unknown) => {
      if (refusedWith(error, 'user_not_found')) return null
      throw error
    })
    if (found?.user) await rememberProfile(db, profileOf(id, found.user), now)
  }
  return findPerson(db, text)
}

/** Someone who has been found, with roles and rights as they are now. */
export async function knownCard({ services, now }: Call, id: string): Promise<TeamCard> {
  const card = await teamCard(services.db, id, now)
  if (!card) throw new Error(`nobody has the id ${id}`)
  return card
}

/** The card of a person as they are now. */
export const cardOf = async (call: Call, id: string): Promise<Answer> =>
  withWaiting(call, 'team', id, teamCardMessage(await knownCard(call, id), mayChange(call), call.reader))

/** Finds the person, does something about them and shows their card. */
export async function changing(
  call: Call,
  text: string,
  change: (person: Person) => Promise<Result<unknown>>,
): Promise<Answer> {
  const person = await personMeant(call, text)
  if (!person.ok) return person
  const done = await change(person.value)
  return done.ok ? cardOf(call, person.value.id) : done
}

/** Finds the person, gives them a role, and shows their card, or what the role waits under. */
export async function giving(
  call: Call,
  text: string,
  give: (person: Person) => Promise<Result<Given>>,
): Promise<Answer> {
  const person = await personMeant(call, text)
  if (!person.ok) return person
  const done = await give(person.value)
  if (!done.ok) return done
  const { id, changed, waits } = done.value
  return waits ? changeShown(call, waits) : unchanged(await cardOf(call, id), !changed, call.reader)
}

/** Marks the field of a form that a refusal is about: the first whose name the code begins with. */
export function atField(refusal: Refusal, fields: Record<string, string>, { reader }: Call): Answer {
  const [, field] = Object.entries(fields).find(([beginning]) => refusal.code.startsWith(beginning)) ?? []
  return field ? { problems: { [field]: refusalInField(refusal, reader) } } : refusal
}
