import type { Insertable } from 'kysely'
import type { Tables, Trx } from '../../db/tables/index.ts'
import { allocate } from '../money.ts'
import { ok, type Result, refuse } from '../result.ts'

export interface NewItem {
  sku: string
  quantity: number
  /** The product's price where absent. */
  unitPrice?: bigint
  /** Off this line as a whole. */
  discount?: bigint
}

/** A line as it is stored, less what is the order's. */
export type Line = Required<Omit<Insertable<Tables['order_items']>, 'order_number' | 'ordered_at' | 'not_sent'>> & {
  discount: bigint
  shipping: bigint
  tax: bigint
}

export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)

const mostPieces = 100_000

/**
 * The lines of a new order. The order's discount, shipping and tax are spread in proportion to what the lines cost
 * after their own discounts (largest remainder). Refuses unknown goods and figures that do not fit together.
 */
export async function linesOf(
  trx: Trx,
  asked: {
    items: readonly NewItem[]
    discount?: bigint
    shipping?: bigint
    tax?: bigint
    currency?: { code: string }
  },
  shopCurrency: string,
): Promise<Result<Line[]>> {
  const { items, discount = 0n, shipping = 0n, tax = 0n, currency } = asked
  const skus = items.map(({ sku }) => sku)
  const products = await trx.selectFrom('products').selectAll().where('sku', 'in', skus).execute()
  const bySku = new Map(products.map((product) => [product.sku, product]))
  const lines: Line[] = []
  for (const [index, { sku, quantity, unitPrice, discount: off = 0n }] of items.entries()) {
    const product = bySku.get(sku)
    if (!product) return refuse('stock.unknown_sku', { sku, count: 0, nearest: '' })
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > mostPieces)
      return refuse('order.quantity_malformed', { sku, most: mostPieces })
    if (unitPrice === undefined && product.currency !== (currency?.code ?? shopCurrency))
      return refuse('order.price_needed', { sku, currency: product.currency })
    const price = unitPrice ?? product.price
    if (price < 0n || off < 0n || off > price * BigInt(quantity)) return refuse('order.figures_misfit')
    const { name, category, merchant_id } = product
    lines.push({
      line: index + 1,
      sku,
      name,
      category,
      merchant_id,
      quantity,
      unit_price: price,
      discount: off,
      shipping: 0n,
      tax: 0n,
    })
  }
  const costs = lines.map(costOf)
  if (discount < 0n || shipping < 0n || tax < 0n || discount > sum(costs)) return refuse('order.figures_misfit')
  spread(lines, { discount, shipping, tax })
  return ok(lines)
}

const costOf = (line: Line): bigint => line.unit_price * BigInt(line.quantity) - line.discount

/** Adds each line's share of what concerns the whole order, in proportion to what the lines cost so far. */
export function spread(lines: readonly Line[], whole: { discount: bigint; shipping: bigint; tax: bigint }): void {
  const costs = lines.map(costOf)
  for (const what of ['discount', 'shipping', 'tax'] as const) {
    const shares = allocate(whole[what], costs)
    for (const [index, line] of lines.entries()) line[what] += shares[index] ?? 0n
  }
}
