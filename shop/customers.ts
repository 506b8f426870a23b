import type { Trx } from '../db/tables/index.ts'
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
