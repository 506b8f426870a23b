import { sql } from 'kysely'
import { readReport } from '../../analytics/reports/read.ts'
import { verify } from '../../analytics/rollups/verify.ts'
import { verifyAudit } from '../../shop/audit-chain/verify.ts'
import { checkMethods } from '../../shop/payments/check.ts'
import { paymentFacts } from '../../shop/payments/facts.ts'
import { STOREFRONT } from '../../shop/payments/rules.ts'
import { openPromotionBook } from '../../shop/promotions/book.ts'
import { quote } from '../../shop/promotions/quote.ts'
import { requestRefund } from '../../shop/refunds/request.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import type { Services } from '../operation.ts'
import { findChannel } from '../slack/channels.ts'
import { refusalCode } from '../slack/errors.ts'

/** How a test ended where nothing was wrong: it worked, or there was nothing yet to try it on. */
export type Ended = 'works' | 'nothing'

/** Tries one thing that the shop lives by, for real, and leaves nothing behind. Refuses with what does not work. */
type SelfTest = (services: Services, settings: Settings, now: Temporal.Instant) => Promise<Result<Ended>>

/** Something that is on sale in the shop's currency. */
const onSale = ({ db }: Services, settings: Settings) =>
  db
    .selectFrom('products')
    .select('sku')
    .where('listed', '=', true)
    .where('currency', '=', settings['shop.currency'])
    .orderBy('sku')
    .limit(1)
    .executeTakeFirst()

async function priced(services: Services, settings: Settings, now: Temporal.Instant) {
  const product = await onSale(services, settings)
  if (!product) return ok(null)
  const list = await openPromotionBook()(services.db, settings)
  const asked = { customer: null, coupon: null, region: null, items: [{ sku: product.sku, quantity: 1 }] }
  return quote(services.db, settings, list, asked, now)
}

/** Undoes what a test did. */
class Undo extends Error {
  override name = 'Undo'
}

/** Works in a transaction that is rolled back whatever comes of it. */
async function undone<T>({ db }: Services, work: (trx: Services['db']) => Promise<T>): Promise<T> {
  let done: { value: T } | null = null
  try {
    await db.transaction().execute(async (trx) => {
      done = { value: await work(trx) }
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo)) throw error
  }
  if (!done) throw new Error('the transaction ended before its work')
  return (done as { value: T }).value
}

/** Each day another part of a rollup, so that all have their turn; and the newest. */
function turnOf(now: Temporal.Instant, zone: string) {
  const day = Temporal.PlainDate.from('1970-01-01').until(now.toZonedDateTimeISO(zone).toPlainDate()).days
  return <P>(parts: readonly P[]) => parts.filter((_, at) => at === day % parts.length || at === parts.length - 1)
}

const ended = (found: Result<unknown>): Result<Ended> =>
  found.ok ? ok(found.value === null ? 'nothing' : 'works') : found

/** Every self-test, in the order in which they run. Words: `doctor.test.NAME`, what to do: `doctor.mend.NAME`. */
export const selfTests = {
  quote: async (services, settings, now) => ended(await priced(services, settings, now)),

  payment: async (services, settings, now) => {
    const found = await priced(services, settings, now)
    if (!found.ok || found.value === null) return ended(found)
    const { total: amount, currency } = found.value
    const facts = await paymentFacts(services.db, settings, { customer: null }, now)
    const verdicts = checkMethods({ amount, currency, customer: null, region: null, by: STOREFRONT }, facts)
    const taken = verdicts.some(({ reasons }) => reasons.length === 0)
    return taken ? ok('works') : refuse('doctor.no_method', { amount, currency })
  },

  refund: async (services, _, now) => {
    const order = await services.db
      .selectFrom('orders')
      .select('number')
      .where('imported', '=', false)
      .where(sql<boolean>`captured > refunded + refund_reserved`)
      .orderBy('placed_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!order) return ok('nothing')
    const asked = { order: order.number, member: null, reason: 'self-test', restock: false, via: 'doctor' }
    const key = `doctor ${now}`
    return ended(await undone(services, (trx) => requestRefund(trx, services.jobs, { ...asked, key }, now)))
  },

  report: async ({ db }, settings, now) => {
    const yesterday = now.toZonedDateTimeISO(settings['shop.timezone']).toPlainDate().subtract({ days: 1 })
    return ended(await readReport(db, { report: 'sales', window: { from: yesterday, to: yesterday } }, now))
  },

  rollups: async ({ db }, settings, now) => {
    const [first, ...others] = await verify(db, {}, turnOf(now, settings['shop.timezone']))
    if (!first) return ok('works')
    const { table, row } = first
    return refuse('doctor.rollups_differ', { count: others.length + 1, table, row: Object.values(row).join(' ') })
  },

  audit: async ({ db, auditKeys }) => {
    const { head, broken, breaks } = await verifyAudit(db, auditKeys)
    const [first] = breaks
    if (first) return refuse('doctor.audit_broken', { count: broken, place: first.place })
    return ok(head ? 'works' : 'nothing')
  },

  post: async ({ slack }, settings) => {
    const channel = await findChannel(slack, settings['channel.test'])
    if (!channel.ok) return channel
    try {
      const { ts } = await slack.posts.chat.postMessage({ channel: channel.value, text: 'Self-test · 自检' })
      if (ts) await slack.posts.chat.delete({ channel: channel.value, ts })
      return ok('works')
    } catch (error) {
      const code = refusalCode(error)
      if (code) return refuse('doctor.slack_refused', { code })
      throw error
    }
  },
} satisfies Record<string, SelfTest>

export type TestName = keyof typeof selfTests
