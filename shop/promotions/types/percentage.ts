import { allocate } from '../../money.ts'
import { refuse } from '../../result.ts'
import { amount, optional, percent } from '../fields.ts'
import { leftOf, piecesOf, promotionType } from '../type.ts'

/** A part of the price, rounded down to a minor unit for the goods together, and at most the cap. */
export const percentage = promotionType({
  code: 'percentage',
  fields: { percent: percent(), cap: optional(amount()) },
  apply(lines, { percent, cap }) {
    const part = (leftOf(lines) * percent) / 10_000n
    const off = cap !== null && part > cap ? cap : part
    if (off === 0n) return refuse('promotion.nothing_left')
    return {
      off: allocate(
        off,
        lines.map(({ left }) => left),
      ),
      pieces: piecesOf(lines),
    }
  },
})
