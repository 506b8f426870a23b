import type { Db } from '../../db/tables/index.ts'
import { audit } from '../audit.ts'
import { containing } from '../containing.ts'
import { nearestNames } from '../nearest.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type Asked, changingTeam } from './changing.ts'
import { type Person, personById } from './person.ts'

/** How a person writes that someone stands for no merchant. */
const NONE = ['', '-', 'none', '无']

/**
 * Sets which merchant a person stands for, by its id or name: what `own` reaches for them. `none` or nothing: none any
 * more. The same again records nothing. Refuses an unknown merchant with the nearest ones.
 */
export const setMerchant = (
  db: Db,
  asked: Asked & { person: string; merchant: string },
  now: Temporal.Instant,
): Promise<Result<Person>> =>
  changingTeam(db, asked, 'team.manage', now, async (trx, actor) => {
    const person = await personById(trx, asked.person)
    if (!person) return refuse('team.person_unknown', { text: asked.person, count: 0, nearest: '' })
    const none = NONE.includes(asked.merchant.trim().toLowerCase())
    const found = none ? ok(null) : await merchantNamed(trx, asked.merchant)
    if (!found.ok) return found
    if (found.value === person.merchant) return ok(person)
    await trx.updateTable('members').set({ merchant_id: found.value }).where('id', '=', person.id).execute()
    const change = { before: { merchant: person.merchant }, after: { merchant: found.value } }
    const { reason, via } = asked
    const entry = { member: actor.id, action: 'member.merchant_set', subject: person.id, ...change, reason, via }
    await audit(trx, entry, now)
    return ok({ ...person, merchant: found.value })
  })

/** The id of the merchant that an id, a name or a part of one means. */
export async function merchantNamed(db: Db, written: string): Promise<Result<string>> {
  const text = [...written.normalize('NFKC').trim()].slice(0, 80).join('')
  const found = await db
    .selectFrom('merchants')
    .select(['id', 'name'])
    .where((is) => is.or([is('id', 'ilike', containing(text)), is('name', 'ilike', containing(text))]))
    .orderBy('name')
    .limit(50)
    .execute()
  const same = (one: string) => one.toLowerCase() === text.toLowerCase()
  const exact = found.find(({ id }) => same(id)) ?? found.find(({ name }) => same(name))
  const only = exact ?? (found.length === 1 ? found[0] : undefined)
  if (only) return ok(only.id)
  const near = found.length > 0 ? found : await db.selectFrom('merchants').select(['id', 'name']).limit(2000).execute()
  const names = nearestNames(
    text,
    near.map(({ name }) => name),
    3,
  )
  return refuse('team.merchant_unknown', { text, count: names.length, nearest: names })
}
