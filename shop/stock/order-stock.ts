import type { Trx } from '../../db/tables/index.ts'
import type { Jobs } from '../jobs.ts'
import type { Settings } from '../settings/registry.ts'
import { keysInLedger, type Movement, moveStock } from './move.ts'

/** So many pieces of one line of an order. */
export interface LinePieces {
  line: number
  sku: string
  quantity: number
}

/** What one piece does to the stock: on hand, and promised to orders. */
const effects = {
  reserve: { onHand: 0, reserved: 1 },
  release: { onHand: 0, reserved: -1 },
  ship: { onHand: -1, reserved: -1 },
  restock: { onHand: 1, reserved: 0 },
  /** Came back, and is good for nothing: the ledger keeps that it did. */
  write_off: { onHand: 0, reserved: 0 },
}

/** `part`: the shipment, refund or return that moves them, where an order can have several. */
export interface OrderMovement {
  order: string
  kind: keyof typeof effects
  lines: readonly LinePieces[]
  part?: string
}

/** What the ledger knows a movement of an order by. */
export const orderStockKey = (order: string, line: number, kind: keyof typeof effects, part = '') =>
  `order:${order}:${line}:${kind}:${part}`

/**
 * Moves the goods of an order; the caller holds the order's row. Each line moves once a kind and part, however often
 * this runs. Only what was promised to the order is released or shipped: goods that were not tracked when it was placed
 * stay out of it. Refuses to promise more than is left to sell.
 */
export async function moveOrderStock(
  trx: Trx,
  jobs: Jobs,
  { order, kind, lines, part }: OrderMovement,
  now: Temporal.Instant,
  given?: Settings,
) {
  const { onHand, reserved } = effects[kind]
  const movements = lines.map(
    ({ line, sku, quantity }): Movement => ({
      sku,
      key: orderStockKey(order, line, kind, part),
      kind,
      onHand: onHand * quantity,
      reserved: reserved * quantity,
      order,
    }),
  )
  if (reserved >= 0) return moveStock(trx, jobs, movements, now, given)
  const promises = lines.map(({ line, sku }) => ({ sku, key: orderStockKey(order, line, 'reserve') }))
  const kept = await keysInLedger(trx, promises)
  const moving = movements.filter((_, index) => kept.has(promises[index]?.key ?? ''))
  return moveStock(trx, jobs, moving, now, given)
}
