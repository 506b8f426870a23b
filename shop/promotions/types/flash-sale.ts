import { refuse } from '../../result.ts'
import { amount, number, optional, percent } from '../fields.ts'
import { promotionType } from '../type.ts'

/**
 * A price for so many pieces, in all and for each customer; further pieces cost what they cost. The window is that of
 * the terms. A price counts for each piece; what is cheaper already stays as it is.
 */
export const flashSale = promotionType({
  code: 'flash_sale',
  fields: {
    price: optional(amount()),
    percent: optional(percent()),
    quantity: optional(number(1, 100_000_000)),
    each: optional(number(1, 1_000_000)),
  },
  check: ({ price, percent }) =>
    (price === null) === (percent === null) ? { field: 'price', refusal: refuse('promotion.price_or_percent') } : null,
  pieceLimits: ({ quantity, each }) => ({ pieces: quantity, piecesEach: each }),
  apply(lines, { price, percent }, room) {
    let allowed = room.pieces
    let sold = 0
    const off = lines.map(({ left, quantity }) => {
      const count = BigInt(Math.min(quantity, allowed))
      const full = (left * count) / BigInt(quantity)
      const less = price !== null ? full - price * count : (full * (percent ?? 0n)) / 10_000n
      if (count === 0n || less <= 0n) return 0n
      allowed -= Number(count)
      sold += Number(count)
      return less
    })
    return sold > 0 ? { off, pieces: sold } : refuse('promotion.nothing_left')
  },
})
