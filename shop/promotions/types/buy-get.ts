import { refuse } from '../../result.ts'
import { number, optional, percent, yesNo } from '../fields.ts'
import { type Eligible, piecesOf, promotionType } from '../type.ts'

/** Buy N, get M more of them free or cheaper: the cheapest pieces, so many times an order as the rule allows. */
export const buyGet = promotionType({
  code: 'buy_get',
  fields: {
    buy: number(1, 1000),
    get: number(1, 1000),
    get_percent: percent('100'),
    same_sku: yesNo('no'),
    times: optional(number(1, 1000)),
  },
  deepest: ({ buy, get }) => [buy + get],
  apply(lines, { buy, get, get_percent, same_sku, times }) {
    const off = lines.map(() => 0n)
    let rest = times ?? Number.POSITIVE_INFINITY
    let given = 0
    for (const sharing of same_sku ? bySku(lines) : [lines.map((_, at) => at)]) {
      const pieces = sharing.reduce((sum, at) => sum + (lines[at]?.quantity ?? 0), 0)
      const rounds = Math.min(rest, Math.ceil(Math.max(0, pieces - buy) / (buy + get)))
      let free = Math.min(rounds * get, pieces - rounds * buy)
      if (rounds <= 0 || free <= 0) continue
      rest -= rounds
      given += free
      for (const at of sharing.toSorted((a, b) => cheaper(lines[a], lines[b]) || a - b)) {
        const line = lines[at]
        const taken = Math.min(free, line?.quantity ?? 0)
        if (!line || taken === 0) continue
        off[at] = (line.left * BigInt(taken) * get_percent) / (BigInt(line.quantity) * 10_000n)
        free -= taken
      }
    }
    if (given === 0) return refuse('promotion.buy_more', { more: buy + 1 - most(lines, same_sku), get })
    return off.some((amount) => amount > 0n) ? { off, pieces: given } : refuse('promotion.nothing_left')
  },
})

const bySku = (lines: readonly Eligible[]): number[][] => [
  ...Map.groupBy(
    lines.map((_, at) => at),
    (at) => lines[at]?.sku,
  ).values(),
]

/** Compares what a piece costs, without dividing. */
function cheaper(a: Eligible | undefined, b: Eligible | undefined): number {
  if (!a || !b) return 0
  const difference = a.left * BigInt(b.quantity) - b.left * BigInt(a.quantity)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The most pieces that count together. */
const most = (lines: readonly Eligible[], sameSku: boolean): number =>
  sameSku
    ? Math.max(0, ...bySku(lines).map((group) => group.reduce((sum, at) => sum + (lines[at]?.quantity ?? 0), 0)))
    : piecesOf(lines)
