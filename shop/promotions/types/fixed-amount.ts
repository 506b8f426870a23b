import { allocate } from '../../money.ts'
import { amount } from '../fields.ts'
import { leftOf, piecesOf, promotionType } from '../type.ts'

/** So much off the goods together, and never more than they cost. */
export const fixedAmount = promotionType({
  code: 'fixed_amount',
  fields: { off: amount() },
  apply(lines, { off }) {
    const lefts = lines.map(({ left }) => left)
    return { off: off < leftOf(lines) ? allocate(off, lefts) : lefts, pieces: piecesOf(lines) }
  },
})
