import type { Db } from '../../db/tables/index.ts'
import type { Bound } from './conditions.ts'
import type { WindowName } from './windows.ts'

interface Preset {
  readonly figure: string
  readonly window: WindowName
  readonly bound: Bound
  readonly rearmHours: number
}

/**
 * The rules that are shipped, all switched on. Each stays silent in a shop that does as usual: it tells what is of the shop
 * as a whole and wants somebody the same day, and then not again for hours; single goods, orders and customers are told of
 * elsewhere.
 */
export const presets = {
  low_stock: {
    ...{ figure: 'live.goods_low', window: 'now', rearmHours: 24 },
    bound: { name: 'threshold', side: 'above', value: 10 },
  },
  late_shipments: {
    ...{ figure: 'orders.late_shipments', window: '30d', rearmHours: 24 },
    bound: { name: 'threshold', side: 'above', value: 5 },
  },
  payment_failures: {
    // Of failures alone a small shop has no usual band: on most days there are none.
    ...{ figure: 'payments.success_rate', window: '24h', rearmHours: 24 },
    bound: { name: 'threshold', side: 'below', value: 0.7 },
  },
  refund_rate: {
    ...{ figure: 'refunds.refund_rate', window: '7d', rearmHours: 72 },
    bound: { name: 'threshold', side: 'above', value: 0.1 },
  },
  unanswered: {
    ...{ figure: 'live.customers_waiting', window: 'now', rearmHours: 4 },
    bound: { name: 'threshold', side: 'above', value: 4 },
  },
} as const satisfies Record<string, Preset>

export type PresetName = keyof typeof presets
export const presetNames = Object.keys(presets) as PresetName[]

/** Puts the shipped rules where they are not yet; one that somebody changed or removed stays so. */
export async function shipPresets(db: Db, now: Temporal.Instant): Promise<void> {
  const known = await db.selectFrom('alert_rules').select('preset').where('preset', 'is not', null).execute()
  const missing = presetNames.filter((name) => !known.some(({ preset }) => preset === name))
  for (const preset of missing) {
    const { figure, window, bound, rearmHours } = presets[preset]
    await db
      .insertInto('alert_rules')
      .values({
        ...{ preset, figure, span: window, bound: JSON.stringify(bound), rearm_hours: rearmHours, created_at: now },
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
