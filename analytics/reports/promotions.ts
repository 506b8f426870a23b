import type { Db } from '../../db/tables/index.ts'
import { t } from '../../shop/i18n/index.ts'
import type { CouponKind } from '../../shop/promotions/coupons/make.ts'
import { promotionsChart } from '../charts/promotions.ts'
import { promotionSums } from '../rollups/promotions.ts'
import { type Figures, mean, type Sums, share, sumOf } from './metrics.ts'
import { readBatches, readPromotionFacts, readPromotions } from './promotion-facts.ts'
import { orderRecords } from './records.ts'
import type { ReportDefinition, ReportRow } from './report.ts'
import { readSalesSums } from './sales-sums.ts'
import { hasPast } from './scope.ts'
import { arrange } from './slots.ts'

/**
 * What promotions gave away and to how many orders. A promotion takes part in whole orders, so there is none of some
 * of its lines.
 */
export const promotions: ReportDefinition = {
  name: 'promotions',
  title: 'report.promotions',
  keyFigures: ['discount_given', 'promoted_orders', 'order_share', 'promoted_sales', 'cost_share', 'uplift'],
  row: {
    key: 'promotion',
    title: 'report.promotion',
    figures: ['redemptions', 'discount_given', 'promoted_sales', 'order_share', 'uplift', 'redemption_rate'],
  },
  besides: [
    {
      ...{ name: 'coupons', heading: 'report.by_coupon', key: 'coupons', title: 'report.coupons' },
      figures: ['redemptions', 'discount_given', 'issued', 'redemption_rate'],
    },
  ],
  records: orderRecords,
  filters: ['region', 'method'],
  chart: promotionsChart,
  async read(db, query) {
    const [facts, hours] = await Promise.all([readPromotionFacts(db, query), readSalesSums(db, query)])
    const used = arrange(
      facts.flatMap(({ slot, ...sums }) => (slot === null ? [] : [{ slot, ...sums }])),
      query,
    )
    const all = arrange(hours, query)
    const past = await hasPast(db, query)
    const figures = (rows: readonly Counted[], of: readonly Orders[]) =>
      promotionFigures(sumOf(rows, promotionSums), sumOf(of, ['orders_placed', 'gross_sales']))
    const series = (points: readonly Counted[][], of: readonly Orders[][]) =>
      points.map((rows, at) => figures(rows, of[at] ?? []))
    return {
      totals: figures(used.window, all.window),
      previous: past ? figures(used.before, all.before) : null,
      series: series(used.points, all.points),
      previousSeries: past ? series(used.pointsBefore, all.pointsBefore) : null,
      rows: await promotionRows(db, facts, sumOf(all.window, ['orders_placed', 'gross_sales'])),
      besides: { coupons: await couponRows(db, facts) },
      byCurrency: {},
    }
  },
}

type Counted = Sums<(typeof promotionSums)[number]>
type Orders = Sums<'orders_placed' | 'gross_sales'>

/** Of the orders that took part beside all others that were placed: how large a basket is, and what it cost. */
function promotionFigures(sums: Counted, all: Orders): Figures {
  const basket_with = mean(sums.promoted_sales, sums.promoted_orders)
  const basket_without = mean(all.gross_sales - sums.promoted_sales, all.orders_placed - sums.promoted_orders)
  return {
    ...sums,
    order_share: share(sums.promoted_orders, all.orders_placed),
    cost_share: share(sums.discount_given, sums.promoted_sales),
    ...{ basket_with, basket_without },
    uplift: basket_with === null || !basket_without ? null : Number(basket_with) / Number(basket_without) - 1,
  }
}

type Facts = Awaited<ReturnType<typeof readPromotionFacts>>

async function promotionRows(db: Db, facts: Facts, all: Orders): Promise<ReportRow[]> {
  const own = facts.flatMap(({ promotion, slot: _, batch: __, ...sums }) =>
    promotion === null ? [] : [{ promotion, sums }],
  )
  const known = await readPromotions(
    db,
    own.map(({ promotion }) => promotion),
  )
  return mostGiven(
    own.map(({ promotion, sums }) => {
      const { name = promotion, nameZh = null, uses = 0n, most = null } = known.get(promotion) ?? {}
      return {
        name: promotion,
        label: { en: name, 'zh-CN': nameZh ?? name },
        figures: { ...promotionFigures(sums, all), redemption_rate: most === null ? null : share(uses, most) },
      }
    }),
  )
}

/** One row a batch: a public code by itself, others by their promotion and how they are given out. */
async function couponRows(db: Db, facts: Facts): Promise<ReportRow[]> {
  const own = facts.flatMap(({ batch, slot: _, promotion: __, ...sums }) => (batch === null ? [] : [{ batch, sums }]))
  const known = await readBatches(
    db,
    own.map(({ batch }) => batch),
  )
  return mostGiven(
    own.flatMap(({ batch, sums: { promoted_orders: _, ...figures } }) => {
      const offer = known.get(String(batch))
      if (!offer) return []
      const { coupon, code, kind, name, nameZh, issued, uses, most } = offer
      const label = (locale: 'en' | 'zh-CN', of: string) =>
        coupon ?? `${of} · ${t(locale, `promotion.coupons.kind.${kind as CouponKind}`)}`
      return {
        name: coupon ?? `${code}/${batch}`,
        label: { en: label('en', name), 'zh-CN': label('zh-CN', nameZh ?? name) },
        figures: { ...figures, issued, redemption_rate: most === null ? null : share(uses, most) },
      }
    }),
  )
}

/** What cost most first. */
const mostGiven = (rows: readonly ReportRow[]) =>
  rows.toSorted(
    (a, b) => Number((b.figures.discount_given ?? 0n) - (a.figures.discount_given ?? 0n)) || (a.name < b.name ? -1 : 1),
  )
