import { sql } from 'kysely'
import type { Db, Trx } from '../../../db/tables/index.ts'
import { denied, type Member } from '../../access/member.ts'
import { audit } from '../../audit.ts'
import { ok, type Refusal, type Result, refuse } from '../../result.ts'
import { readSettings } from '../../settings/read.ts'
import { transact } from '../../transact.ts'
import { amount, choice, type Fields, line, number, optional, type ValuesOf } from '../fields.ts'
import { lockPromotion } from '../find.ts'
import { readFields } from '../form.ts'
import { endMoment } from '../time-fields.ts'
import { CODE_LENGTH, codeOf, normalCode, type RandomBytes } from './code.ts'
import { type IssueRule, issueTo } from './issue.ts'
import { segments } from './segments.ts'

export const mostCodes = 10_000

const ends = { expires: endMoment() }
const lasts = { valid_days: optional(number(1, 3650)) }

/** Ways to give out coupons, with the fields of each one's form. Words: `promotion.coupons.kind.KIND` and its `.about`. */
export const couponKinds = {
  public: {
    coupon: line(40),
    coupon_uses: optional(number(1, 100_000_000)),
    coupon_each: optional(number(1, 1_000_000)),
    ...ends,
  },
  single_use: { count: number(1, mostCodes, '100'), ...ends },
  registered: { ...lasts, ...ends },
  order_above: { above: amount(), ...lasts, ...ends },
  segment: { segment: choice(segments.map(({ code }) => code)), ...lasts, ...ends },
} satisfies Record<string, Fields>
export type CouponKind = keyof typeof couponKinds

export interface CouponsAsked {
  promotion: string
  kind: CouponKind
  texts: Readonly<Record<string, string>>
  member: Member
  /** Of the request: the same one again makes nothing more. */
  key: string
  via: string
}

/** Made, with the number of codes there are now; or what is wrong, by field. */
export type CouponsMade = { made: { batch: bigint; count: number } } | { problems: Record<string, Refusal> }

/**
 * Makes coupons for a promotion: a public code, single-use ones, a rule that issues them, or one for each customer of a
 * segment. Refuses a promotion that has ended, and a public code that there is already.
 */
export const makeCoupons = (
  db: Db,
  asked: CouponsAsked,
  random: RandomBytes,
  now: Temporal.Instant,
): Promise<Result<CouponsMade>> =>
  transact<CouponsMade>(db, async (trx) => {
    const { kind, member, key, via } = asked
    const missing = denied(member, 'promotion.manage')
    if (missing) return missing
    const promotion = await lockPromotion(trx, asked.promotion)
    if (!promotion.ok) return promotion
    const { code, status, currency } = promotion.value
    if (status === 'ended') return refuse('promotion.closed.ended')
    const done = await trx.selectFrom('coupon_batches').select('id').where('request_key', '=', key).executeTakeFirst()
    if (done) return ok({ made: { batch: done.id, count: 0 } })
    const zone = (await readSettings(trx))['shop.timezone']
    const read = readFields(couponKinds[kind], asked.texts, { currency, zone })
    if (Object.keys(read.problems).length > 0) return ok({ problems: read.problems })
    const values = read.values as Partial<CouponValues>
    const problem = await problemOf(trx, kind, values, now)
    if (problem) return ok({ problems: problem })
    const batch = await trx
      .insertInto('coupon_batches')
      .values({
        promotion: code,
        kind,
        most_uses: kind === 'public' ? (values.coupon_uses ?? null) : 1,
        per_customer: values.coupon_each ?? null,
        expires_at: values.expires ?? null,
        valid_days: values.valid_days ?? null,
        above: values.above ?? null,
        segment: values.segment ?? null,
        secret: ['public', 'single_use'].includes(kind) ? null : Buffer.from(random(32)).toString('hex'),
        request_key: key,
        created_at: now,
        created_by: member.id,
      })
      .returning(['id', 'secret', 'expires_at', 'valid_days'])
      .executeTakeFirstOrThrow()
    const count = await fill(trx, kind, batch, values, random, now)
    const after = { batch: String(batch.id), kind, count, ...read.canonical }
    await audit(trx, { member: member.id, action: 'promotion.coupons_made', subject: code, after, via }, now)
    return ok({ made: { batch: batch.id, count } })
  })

type CouponValues = ValuesOf<(typeof couponKinds)['public']> &
  ValuesOf<(typeof couponKinds)['single_use']> &
  ValuesOf<(typeof couponKinds)['order_above']> &
  ValuesOf<(typeof couponKinds)['segment']>

async function problemOf(
  trx: Trx,
  kind: CouponKind,
  { coupon = '', expires }: Partial<CouponValues>,
  now: Temporal.Instant,
): Promise<Record<string, Refusal> | null> {
  if (expires && Temporal.Instant.compare(expires, now) <= 0) return { expires: refuse('promotion.expired_already') }
  if (kind !== 'public') return null
  const code = normalCode(coupon)
  if (!/^[A-Z0-9]{3,40}$/.test(code)) return { coupon: refuse('promotion.coupon_malformed', { coupon }) }
  const taken = await trx.selectFrom('coupons').select('code').where('code', '=', code).executeTakeFirst()
  return taken ? { coupon: refuse('promotion.coupon_taken', { coupon: code }) } : null
}

/** Puts the first codes into a batch; gives how many. A rule begins without any. */
async function fill(
  trx: Trx,
  kind: CouponKind,
  batch: IssueRule,
  values: Partial<CouponValues>,
  random: RandomBytes,
  now: Temporal.Instant,
): Promise<number> {
  if (kind === 'public') return insertCodes(trx, batch, [normalCode(values.coupon ?? '')], now)
  if (kind === 'segment') {
    const segment = segments.find(({ code }) => code === values.segment)
    const { rows } = segment ? await segment.customers(now).execute(trx) : { rows: [] }
    const events = rows.map(({ customer }) => ({ customer, event: `customer:${customer}` }))
    return issueTo(trx, batch, events, now)
  }
  if (kind !== 'single_use') return 0
  const wanted = values.count ?? 0
  let made = 0
  // A code that there was already is as good as never made: another takes its place.
  while (made < wanted) {
    const bytes = random((wanted - made) * CODE_LENGTH)
    const codes = Array.from({ length: wanted - made }, (_, at) => codeOf(bytes.subarray(at * CODE_LENGTH)))
    made += await insertCodes(trx, batch, codes, now)
  }
  return made
}

async function insertCodes(trx: Trx, batch: IssueRule, codes: string[], now: Temporal.Instant): Promise<number> {
  const { rows } = await sql`
    insert into coupons (code, batch_id, expires_at, issued_at)
    select code, ${batch.id}, ${batch.expires_at}::timestamptz, ${now} from unnest(${codes}::text[]) as made (code)
    on conflict do nothing returning 1`.execute(trx)
  return rows.length
}
