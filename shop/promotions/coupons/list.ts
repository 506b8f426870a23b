import { type Selectable, sql } from 'kysely'
import type { Db, Tables } from '../../../db/tables/index.ts'
import { denied, type Member } from '../../access/member.ts'
import { audit } from '../../audit.ts'
import { type Page, type PageRequest, pageByPosition } from '../../pages.ts'
import { ok, type Result, refuse } from '../../result.ts'
import { transact } from '../../transact.ts'
import { couponSubject } from '../counters.ts'
import { demandPromotion } from '../find.ts'

/** Codes that belong together, how many there are, and how often they were used. */
export interface BatchCard extends Omit<Selectable<Tables['coupon_batches']>, 'secret' | 'request_key'> {
  readonly codes: number
  readonly uses: number
  /** The one code of a public coupon. */
  readonly code: string | null
}

const batches = (db: Db) =>
  db.selectFrom('coupon_batches as batch').select(({ ref, selectFrom, fn }) => [
    'id',
    'promotion',
    'kind',
    'most_uses',
    'per_customer',
    'expires_at',
    'valid_days',
    'above',
    'segment',
    'created_at',
    'created_by',
    'stopped_at',
    selectFrom('coupons').select(fn.countAll().as('count')).whereRef('batch_id', '=', ref('batch.id')).as('codes'),
    selectFrom('coupons')
      .innerJoin('promotion_uses', 'promotion_uses.coupon', 'coupons.code')
      .select(fn.countAll().as('count'))
      .whereRef('batch_id', '=', ref('batch.id'))
      .whereRef('promotion_uses.promotion', '=', ref('batch.promotion'))
      .where('released_at', 'is', null)
      .as('uses'),
    selectFrom('coupons')
      .select((eb) => eb.fn.min('coupons.code').as('code'))
      .whereRef('batch_id', '=', ref('batch.id'))
      .as('code'),
  ])

const toCard = (row: Awaited<ReturnType<ReturnType<typeof batches>['execute']>>[number]): BatchCard => ({
  ...row,
  codes: Number(row.codes),
  uses: Number(row.uses),
  code: row.kind === 'public' ? row.code : null,
})

/** The batches and rules of one promotion, newest first, with its code as stored. */
export async function listBatches(
  db: Db,
  member: Member,
  promotion: string,
  request: PageRequest,
): Promise<Result<{ promotion: string; currency: string; ended: boolean; page: Page<BatchCard> }>> {
  const missing = denied(member, 'promotion.manage')
  if (missing) return missing
  const row = await demandPromotion(db, promotion)
  if (!row.ok) return row
  const { code, currency, status } = row.value
  const page = await pageByPosition(request, (limit, offset) =>
    batches(db).where('promotion', '=', code).orderBy('id', 'desc').limit(limit).offset(offset).execute(),
  )
  return ok({ promotion: code, currency, ended: status === 'ended', page: { ...page, rows: page.rows.map(toCard) } })
}

async function demandBatch(db: Db, id: string): Promise<Result<BatchCard>> {
  const row = /^\d{1,15}$/.test(id) ? await batches(db).where('id', '=', BigInt(id)).executeTakeFirst() : undefined
  return row ? ok(toCard(row)) : refuse('promotion.batch_unknown', { batch: id })
}

/** Makes the codes of a batch worthless and ends a rule; again changes nothing. */
export const stopBatch = (
  db: Db,
  { batch: id, member, via }: { batch: string; member: Member; via: string },
  now: Temporal.Instant,
): Promise<Result<BatchCard>> =>
  transact(db, async (trx) => {
    const missing = denied(member, 'promotion.manage')
    if (missing) return missing
    const batch = await demandBatch(trx, id)
    if (!batch.ok) return batch
    const stopped = await trx
      .updateTable('coupon_batches')
      .set({ stopped_at: now })
      .where('id', '=', batch.value.id)
      .where('stopped_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!stopped) return batch
    const { promotion, kind } = batch.value
    const after = { batch: id, kind }
    await audit(trx, { member: member.id, action: 'promotion.coupons_stopped', subject: promotion, after, via }, now)
    return demandBatch(trx, id)
  })

/** A code of a batch as a file shows it. */
export interface CouponRow {
  code: string
  customer: string | null
  issuedAt: Temporal.Instant
  expiresAt: Temporal.Instant | null
  uses: number
}

/** The codes of a batch, by code; who exports them is audited. */
export const exportBatch = (
  db: Db,
  { batch: id, member, via }: { batch: string; member: Member; via: string },
  now: Temporal.Instant,
): Promise<Result<{ batch: BatchCard; rows: CouponRow[] }>> =>
  transact(db, async (trx) => {
    const missing = denied(member, 'promotion.manage')
    if (missing) return missing
    const batch = await demandBatch(trx, id)
    if (!batch.ok) return batch
    const rows = await trx
      .selectFrom('coupons')
      .leftJoin('promotion_counters as counter', (join) =>
        join
          .on(sql<boolean>`counter.subject = ${couponSubject('')}::text || coupons.code`)
          .on('counter.customer_id', '=', ''),
      )
      .select(['code', 'coupons.customer_id', 'issued_at', 'expires_at', 'uses'])
      .where('batch_id', '=', batch.value.id)
      .orderBy('code')
      .execute()
    const { promotion, codes } = batch.value
    const after = { batch: id, codes }
    await audit(trx, { member: member.id, action: 'promotion.coupons_exported', subject: promotion, after, via }, now)
    return ok({
      batch: batch.value,
      rows: rows.map((row) => ({
        code: row.code,
        customer: row.customer_id,
        issuedAt: row.issued_at,
        expiresAt: row.expires_at,
        uses: Number(row.uses ?? 0n),
      })),
    })
  })
