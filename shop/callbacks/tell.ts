import { sql } from 'kysely'
import type { Trx } from '../../db/tables/index.ts'
import type { CallbackKind } from './kind.ts'

/**
 * Has the storefront told of something, in the transaction in which it happens. Nothing is kept where nobody wants to be
 * told. A planner hands it to the queue (see `queueCallbacks`), so whoever changes something need not know the queue.
 */
export const tellStorefront = <D>(trx: Trx, kind: CallbackKind<D>, data: D, at: Temporal.Instant): Promise<void> =>
  tellStorefrontAll(trx, kind, [data], at)

/** The same for many of a kind, in one statement. */
export async function tellStorefrontAll<D>(
  trx: Trx,
  kind: CallbackKind<D>,
  all: readonly D[],
  at: Temporal.Instant,
): Promise<void> {
  if (all.length === 0) return
  await sql`
    insert into callbacks (type, subject, data, happened_at)
    select ${kind.type}, subject, data::jsonb, ${at}::timestamptz
    from callback_receiver, unnest(${all.map((data) => kind.subject(data))}::text[],
      ${all.map((data) => JSON.stringify(data))}::text[]) with ordinality as told (subject, data, place)
    order by place`.execute(trx)
}

/** Says whether there is somebody to be told; what is kept for one who is not there any more stays. */
export async function keepReceiver(trx: Trx, wanted: boolean, now: Temporal.Instant): Promise<void> {
  if (!wanted) return void (await trx.deleteFrom('callback_receiver').execute())
  await trx
    .insertInto('callback_receiver')
    .values({ since: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
