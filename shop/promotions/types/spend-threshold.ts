import { allocate } from '../../money.ts'
import { refuse } from '../../result.ts'
import { tiers } from '../fields.ts'
import { leftOf, piecesOf, promotionType } from '../type.ts'

/** 300 less 50. Multiples do not stack: the highest step that is reached counts, once. */
export const spendThreshold = promotionType({
  code: 'spend_threshold',
  fields: { tiers: tiers() },
  deepest: ({ tiers }, price) => tiers.map(({ spend }) => Number((spend + price - 1n) / (price || 1n))),
  apply(lines, { tiers }, { currency }) {
    const spent = leftOf(lines)
    const reached = tiers.findLast(({ spend }) => spent >= spend)
    if (reached)
      return {
        off: allocate(
          reached.off,
          lines.map(({ left }) => left),
        ),
        pieces: piecesOf(lines),
      }
    return refuse('promotion.spend_more', { more: (tiers[0]?.spend ?? 0n) - spent, off: tiers[0]?.off ?? 0n, currency })
  },
})
