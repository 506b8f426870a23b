import { sql } from 'kysely'
import type { Db, Trx } from '../../db/tables/index.ts'
import { nothingUsed, type Used } from './promotion.ts'

/** A counter (`promotion_counters`), as one text. */
export const counterKey = (subject: string, customer: string | null): string => `${subject}\n${customer ?? ''}`

export const promotionSubject = (code: string): string => `promotion:${code}`
export const couponSubject = (code: string): string => `coupon:${code}`

/** Every counter that an application of a promotion moves, in the order in which rows are taken. */
export function countersOf(code: string, customer: string | null, coupon: string | null): string[] {
  const subjects = [promotionSubject(code), ...(coupon === null ? [] : [couponSubject(coupon)])]
  const customers = customer === null ? [null] : [null, customer]
  return subjects.flatMap((subject) => customers.map((one) => counterKey(subject, one))).sort()
}

/** What stands at these subjects' counters: everybody's, and this customer's. */
export async function countersAt(
  db: Db,
  subjects: readonly string[],
  customer: string | null,
): Promise<Map<string, Used>> {
  const rows = await db
    .selectFrom('promotion_counters')
    .selectAll()
    .where('subject', '=', sql<string>`any(${subjects}::text[])`)
    .where('customer_id', 'in', ['', customer ?? ''])
    .execute()
  return new Map(rows.map(({ subject, customer_id, ...used }) => [counterKey(subject, customer_id), used]))
}

/** Makes the counters that are missing, and locks all, in the order of their keys. */
export async function holdCounters(trx: Trx, keys: readonly string[]): Promise<Map<string, Used>> {
  const [subjects, customers] = columnsOf(keys)
  await sql`
    insert into promotion_counters (subject, customer_id)
    select subject, customer_id from unnest(${subjects}::text[], ${customers}::text[]) with ordinality
      as wanted (subject, customer_id, place)
    order by place on conflict do nothing`.execute(trx)
  const { rows } = await sql<Used & { subject: string; customer_id: string }>`
    select subject, customer_id, uses, pieces, given from promotion_counters
    where (subject, customer_id) in (select * from unnest(${subjects}::text[], ${customers}::text[]))
    order by subject collate "C", customer_id collate "C" for update`.execute(trx)
  return new Map(
    rows.map(({ subject, customer_id, uses, pieces, given }) => [
      counterKey(subject, customer_id),
      { uses, pieces, given },
    ]),
  )
}

const columnsOf = (keys: readonly string[]): [string[], string[]] => {
  const parts = keys.map((key) => {
    const end = key.indexOf('\n')
    return [key.slice(0, end), key.slice(end + 1)] as const
  })
  return [parts.map(([subject]) => subject), parts.map(([, customer]) => customer)]
}

/** Adds to counters that are held, or takes from them; what one statement does to a row it does once. */
export async function moveCounters(
  trx: Trx,
  moves: readonly { key: string; used: Used }[],
  sign: 1 | -1,
): Promise<void> {
  const sums = new Map<string, Used>()
  for (const { key, used } of moves) {
    const { uses, pieces, given } = sums.get(key) ?? nothingUsed
    sums.set(key, { uses: uses + used.uses, pieces: pieces + used.pieces, given: given + used.given })
  }
  const [subjects, customers] = columnsOf([...sums.keys()])
  const column = (of: keyof Used) => [...sums.values()].map((used) => String(used[of] * BigInt(sign)))
  await sql`
    update promotion_counters as counter
    set uses = counter.uses + more.uses, pieces = counter.pieces + more.pieces, given = counter.given + more.given
    from unnest(${subjects}::text[], ${customers}::text[], ${column('uses')}::bigint[], ${column('pieces')}::bigint[],
      ${column('given')}::bigint[]) as more (subject, customer_id, uses, pieces, given)
    where counter.subject = more.subject and counter.customer_id = more.customer_id`.execute(trx)
}
