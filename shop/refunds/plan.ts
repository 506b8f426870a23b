import { allocate } from '../money.ts'
import type { Order } from '../orders/record.ts'
import { ok, type Result, refuse } from '../result.ts'

/** What a refund can draw on: money per captured payment, and what is left of each line. */
export interface Refundable {
  order: Order
  /** `method`: by which the money goes back. */
  payments: readonly { id: string; method: string; at: Temporal.Instant; left: bigint }[]
  lines: readonly RefundableLine[]
  /** Shipping charged and not given back yet. */
  shippingLeft: bigint
  /** Paid above the order's total, and not given back yet. */
  surplusLeft: bigint
  /** Only these lines may be refunded (a merchant's own), not all of the order. */
  own: boolean
}

export interface RefundableLine {
  line: number
  sku: string
  name: string
  nameZh: string | null
  /** Price after discounts and tax, not given back yet. */
  goodsLeft: bigint
  shippingLeft: bigint
  /** Pieces not refunded yet, and how many of them have been shipped. */
  piecesLeft: number
  shippedLeft: number
}

/** What a refund would do. */
export interface RefundPlan {
  amount: bigint
  goods: bigint
  shipping: bigint
  /** What was paid above the order's total: no return of goods, and none of any line. */
  surplus: bigint
  parts: { payment: string; method: string; amount: bigint }[]
  lines: { line: number; quantity: number; goods: bigint; shipping: bigint }[]
  /** What goes back on the shelf if that is asked for. */
  restock: { line: number; sku: string; name: string; nameZh: string | null; quantity: number }[]
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)
const least = (one: bigint, other: bigint) => (one < other ? one : other)

/** All that can still be refunded: captured less refunded less set aside; for a merchant at most its lines' share. */
export function leftToRefund({ order, payments, lines, own }: Refundable): bigint {
  const captured = order.captured - order.refunded - order.refund_reserved
  const left = least(captured, sum(payments.map((payment) => payment.left)))
  return own ? least(left, sum(lines.map((line) => line.goodsLeft + line.shippingLeft))) : left
}

/**
 * Plans a refund of an amount, or of all that is left. What was paid above the order's total is given back first, since
 * nothing is owed for it, then goods, shipping with the rest. The money comes from the latest payment first, since providers close the
 * window for refunds by age. Lines share in proportion to what is left of them. Pieces count as refunded, and can be
 * restocked as far as they were shipped, where a line is refunded whole; less than that is a price reduction. Pieces
 * that were not shipped are freed by cancelling the order. Refuses more than is left, and nothing.
 */
export function planRefund(source: Refundable, asked: bigint | null): Result<RefundPlan> {
  const { order, lines } = source
  const { number, currency } = order
  const left = leftToRefund(source)
  if (left <= 0n) return refuse('refund.nothing_left', { number })
  const amount = asked ?? left
  if (amount <= 0n) return refuse('refund.zero')
  if (amount > left) return refuse('refund.too_much', { number, currency, asked: amount, left })

  const goodsLeft = sum(lines.map((line) => line.goodsLeft))
  const surplus = least(source.surplusLeft, amount)
  const beyondGoods = amount - surplus > goodsLeft ? amount - surplus - goodsLeft : 0n
  const shipping = least(source.shippingLeft, beyondGoods)
  const goods = amount - surplus - shipping
  const shares = shareOut(lines, goods, shipping)
  const takesAll = amount === left
  const planned = lines.map((line, index) => {
    const share = shares[index] ?? { goods: 0n, shipping: 0n }
    const whole = share.goods >= line.goodsLeft && (line.goodsLeft > 0n || takesAll)
    return { line: line.line, quantity: whole ? line.piecesLeft : 0, ...share }
  })
  return ok({
    amount,
    goods,
    shipping,
    surplus,
    parts: splitByPayments(source, amount),
    lines: planned.filter((line) => line.quantity > 0 || line.goods + line.shipping > 0n),
    restock: lines
      .map(({ line, sku, name, nameZh, shippedLeft }, index) => ({
        line,
        sku,
        name,
        nameZh,
        quantity: Math.max(0, Math.min(planned[index]?.quantity ?? 0, shippedLeft)),
      }))
      .filter(({ quantity }) => quantity > 0),
  })
}

function shareOut(lines: Refundable['lines'], goods: bigint, shipping: bigint) {
  if (lines.length === 0) return []
  const ofGoods = allocate(
    goods,
    lines.map((line) => line.goodsLeft),
  )
  const ofShipping = allocate(
    shipping,
    lines.map((line) => line.shippingLeft),
  )
  return lines.map((_, index) => ({ goods: ofGoods[index] ?? 0n, shipping: ofShipping[index] ?? 0n }))
}

/** An amount by payments, from the latest first. */
export function splitByPayments({ payments }: Refundable, amount: bigint): RefundPlan['parts'] {
  let open = amount
  const latestFirst = [...payments].sort((a, b) => Temporal.Instant.compare(b.at, a.at) || (a.id < b.id ? 1 : -1))
  return latestFirst.flatMap(({ id, method, left }) => {
    const taken = least(left, open)
    open -= taken
    return taken > 0n ? [{ payment: id, method, amount: taken }] : []
  })
}
