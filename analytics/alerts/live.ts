import type { Db } from '../../db/tables/index.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import { countLowStock } from '../../shop/stock/look-up.ts'
import { countWaiting } from '../../shop/support/list.ts'
import type { Metric } from '../reports/metrics.ts'

/** A figure of how things stand at a moment, which is of no report and has no past. */
export interface LiveFigure {
  readonly metric: Metric
  /** Whether it can be cut down to a merchant's own. */
  readonly perMerchant: boolean
  read(db: Db, settings: Settings, merchant: string | null, now: Temporal.Instant): Promise<bigint>
}

/** Every live figure there is. */
export const liveFigures = {
  /** Goods with fewer pieces available than their safety level. */
  goods_low: {
    metric: 'goods_low',
    perMerchant: true,
    read: (db, settings, merchant) => countLowStock(db, settings, merchant),
  },
  /** Customers who have waited for an answer as long as the settings have an agent be reminded of it. */
  customers_waiting: {
    metric: 'customers_waiting',
    perMerchant: false,
    read: (db, settings, _, now) =>
      countWaiting(db, now.subtract({ minutes: settings['support.remind_after_minutes'] })),
  },
} as const satisfies Record<string, LiveFigure>

export type LiveName = keyof typeof liveFigures
