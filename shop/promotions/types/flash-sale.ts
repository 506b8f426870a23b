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
    let [sold, wanted] = [0, 0]
    const off = lines.map(({ left, quantity }) => {
      const lessFor = (pieces: number) => {
        const full = (left * BigInt(pieces)) / BigInt(quantity)
        return price !== null ? full - price * BigInt(pieces) : (full * (percent ?? 0n)) / 10_000n
      }
      if (lessFor(quantity) > 0n) wanted += quantity
      const count = Math.min(quantity, room.pieces - sold)
      const less = lessFor(count)
      if (less <= 0n) return 0n
      sold += count
      return less
    })
    return sold > 0 ? { off, pieces: sold, wanted } : refuse('promotion.nothing_left')
  },
})
