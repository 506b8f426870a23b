import type { Insertable } from 'kysely'
import type { Tables } from '../../db/tables/index.ts'
import { orderStockKey } from '../stock/order-stock.ts'
import type { SampleProduct } from './goods.ts'
import type { SampleOrder } from './history.ts'
import { between, chance, type Random } from './random.ts'

const COUNTED_DAYS_AGO = 14
const LOW_GOODS = 6

type StockRow = Insertable<Tables['stock']> & { on_hand: number; reserved: number }
type MovementRow = Insertable<Tables['stock_movements']>

interface Move {
  at: Temporal.Instant
  kind: 'reserve' | 'release' | 'ship'
  order: string
  line: number
  quantity: number
}

/**
 * The stock of the sample goods, and a ledger since it was last counted, two weeks ago: orders from before have left no
 * trace in it. Some goods have fallen below their safety level.
 */
export function sampleStock(
  random: Random,
  products: readonly SampleProduct[],
  orders: readonly SampleOrder[],
  now: Temporal.Instant,
): { stock: StockRow[]; movements: MovementRow[] } {
  const counted = now.subtract({ hours: COUNTED_DAYS_AGO * 24 })
  const moves = movesBySku(orders.filter(({ placedAt }) => Temporal.Instant.compare(placedAt, counted) > 0))
  const low = new Set(
    products.filter((_, index) => index % Math.ceil(products.length / LOW_GOODS) === 3).map(({ sku }) => sku),
  )
  const stock: StockRow[] = []
  const movements: MovementRow[] = []
  for (const { sku, price } of products) {
    const own = price > 500 && chance(random, 0.6)
    const levels = { warning_level: own ? 8 : null, safety_level: own ? 4 : null, minimum_level: own ? 0 : null }
    const available = low.has(sku) ? between(random, 0, own ? 3 : 8) : between(random, 40, price > 500 ? 80 : 300)
    const ledger = ledgerOf(sku, moves.get(sku) ?? [], available, counted)
    const last = ledger.at(-1)
    movements.push(...ledger)
    stock.push({
      sku,
      on_hand: last?.on_hand_after ?? 0,
      reserved: last?.reserved_after ?? 0,
      ...levels,
      low_since: low.has(sku) ? now.subtract({ minutes: between(random, 30, 1800) }) : null,
      updated_at: last?.at ?? counted,
    })
  }
  return { stock, movements }
}

function movesBySku(orders: readonly SampleOrder[]): Map<string, Move[]> {
  const moves = orders.flatMap((order) =>
    order.lines.flatMap(({ product, quantity }, index) => {
      const move = (kind: Move['kind'], at: Temporal.Instant | undefined) =>
        at ? [{ sku: product.sku, at, kind, order: order.number, line: index + 1, quantity }] : []
      return [
        ...move('reserve', order.placedAt),
        ...move('release', order.cancelledAt),
        ...move('ship', order.shippedAt),
      ]
    }),
  )
  moves.sort((a, b) => Temporal.Instant.compare(a.at, b.at))
  return Map.groupBy(moves, ({ sku }) => sku)
}

/** The ledger that leaves so much available in the end: its opening covers all that happens. */
function ledgerOf(sku: string, moves: readonly Move[], available: number, counted: Temporal.Instant): MovementRow[] {
  const count = (kind: Move['kind']) => moves.reduce((sum, move) => sum + (move.kind === kind ? move.quantity : 0), 0)
  let onHand = available + count('reserve') - count('release')
  let reserved = 0
  const row = (
    kind: string,
    key: string,
    onHandChange: number,
    reservedChange: number,
    order: string | null,
    at: Temporal.Instant,
  ) => ({
    sku,
    key,
    kind,
    on_hand_change: onHandChange,
    reserved_change: reservedChange,
    on_hand_after: onHand,
    reserved_after: reserved,
    order_number: order,
    at,
  })
  const opening = row('opening', 'opening', onHand, 0, null, counted)
  const later = moves.map(({ at, kind, order, line, quantity }) => {
    const onHandChange = kind === 'ship' ? -quantity : 0
    const reservedChange = kind === 'reserve' ? quantity : -quantity
    onHand += onHandChange
    reserved += reservedChange
    return row(
      kind,
      orderStockKey(order, line, kind, kind === 'ship' ? 'S1' : ''),
      onHandChange,
      reservedChange,
      order,
      at,
    )
  })
  return [opening, ...later]
}
