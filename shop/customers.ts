import { sql } from 'kysely'
import type { Db, Trx } from '../db/tables/index.ts'
import { containing } from './containing.ts'
import { newsOf } from './latest.ts'

/** What is told of a customer; what is left out stays as it is. */
export interface CustomerProfile {
  id: string
  name?: string
  email?: string
  phone?: string
  locale?: string
  region?: string
}

const GUEST = 'guest:'

/** Under which id an order without a customer is kept: nobody who could be known again. */
export const guestOf = (order: string) => `${GUEST}${order}`

export const isGuest = (id: string) => id.startsWith(GUEST)

/** A customer's id; null where it stands for a guest, of whom nothing can be counted or kept. */
export const knownCustomer = (id: string) => (isGuest(id) ? null : id)

const isKnown = (column: 'id' | 'customer_id') => sql<boolean>`not starts_with(${sql.ref(column)}, ${GUEST})`

/** Keeps what was told of a customer at an instant, field by field, as far as nothing later is known. */
export async function keepCustomer(trx: Trx, { id, ...profile }: CustomerProfile, at: Temporal.Instant): Promise<void> {
  await trx
    .insertInto('customers')
    .values({ id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const known = await trx.selectFrom('customers').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
  const { fields, told } = newsOf(profile, known, known.told, at)
  if (Object.keys(fields).length === 0) return
  await trx
    .updateTable('customers')
    .set({ ...fields, told: JSON.stringify(told) })
    .where('id', '=', id)
    .execute()
}

/** Up to twenty customers, guests left out, whose id, name or e-mail contains a text; without one, those of the latest orders. */
export async function findCustomers(db: Db, text: string) {
  const part = containing(text.trim())
  const query = db.selectFrom('customers').select(['id', 'name', 'locale', 'region']).limit(20)
  if (text.trim() !== '')
    return query
      .where(isKnown('id'))
      .where(sql<boolean>`(id ilike ${part} or name ilike ${part} or email ilike ${part})`)
      .orderBy('name')
      .orderBy('id')
      .execute()
  const latest = sql`select customer_id, placed_at from orders where ${isKnown('customer_id')}
    order by placed_at desc, number desc limit 200`
  return query
    .innerJoin(
      sql<{ customer_id: string; last: Temporal.Instant }>`(select customer_id, max(placed_at) as last
        from (${latest}) as latest group by customer_id)`.as('buyers'),
      'buyers.customer_id',
      'customers.id',
    )
    .orderBy('buyers.last', 'desc')
    .orderBy('id')
    .execute()
}
