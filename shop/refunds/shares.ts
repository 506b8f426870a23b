import { allocate } from '../money.ts'
import { ok, type Result, refuse } from '../result.ts'
import { leftToRefund, type Refundable, type RefundPlan, splitByPayments } from './plan.ts'

/** What of a refund falls on one line. */
export interface LineShare {
  line: number
  quantity: number
  goods: bigint
  shipping: bigint
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)

/** What shares come to. */
export const amountOfShares = (shares: readonly LineShare[]): bigint =>
  sum(shares.map(({ goods, shipping }) => goods + shipping))

/**
 * What pieces of an order are worth of what can still be refunded of their lines, with their part of the shipping where
 * that goes back as well; together never more than is left.
 */
export function sharesOf(
  source: Refundable,
  pieces: readonly { line: number; quantity: number }[],
  withShipping: boolean,
): LineShare[] {
  const shares = pieces.flatMap(({ line: number, quantity: asked }) => {
    const line = source.lines.find(({ line }) => line === number)
    const quantity = Math.min(asked, line?.piecesLeft ?? 0)
    if (!line || quantity <= 0) return []
    const part = (whole: bigint) => (whole * BigInt(quantity)) / BigInt(line.piecesLeft)
    return [
      { line: number, quantity, goods: part(line.goodsLeft), shipping: withShipping ? part(line.shippingLeft) : 0n },
    ]
  })
  return capShares(shares, leftToRefund(source))
}

/** The shares of an amount where they come to more, goods before shipping. */
export function capShares(shares: readonly LineShare[], most: bigint): LineShare[] {
  if (amountOfShares(shares) <= most) return [...shares]
  const allGoods = sum(shares.map(({ goods }) => goods))
  const goods = most < allGoods ? most : allGoods
  const parts = (amount: bigint, of: 'goods' | 'shipping') =>
    allocate(
      amount,
      shares.map((share) => share[of]),
    )
  const [goodsParts, shippingParts] = [parts(goods, 'goods'), parts(most - goods, 'shipping')]
  return shares.map((share, index) => ({
    ...share,
    goods: goodsParts[index] ?? 0n,
    shipping: shippingParts[index] ?? 0n,
  }))
}

/** The plan of a refund whose shares of lines are given: nothing beside goods and shipping. Refuses more than is left, and nothing. */
export function planShares(source: Refundable, shares: readonly LineShare[]): Result<RefundPlan> {
  const { number, currency } = source.order
  const [amount, left] = [amountOfShares(shares), leftToRefund(source)]
  if (amount <= 0n) return refuse('refund.nothing_left', { number })
  if (amount > left) return refuse('refund.too_much', { number, currency, asked: amount, left })
  const goods = sum(shares.map((share) => share.goods))
  const parts = splitByPayments(source, amount)
  return ok({ amount, goods, shipping: amount - goods, surplus: 0n, parts, lines: [...shares], restock: [] })
}
