import { parseAmount, toDecimal } from '../../shop/money.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { type Metric, metrics, relativeChange } from '../reports/metrics.ts'
import { type Band, bandOf, USUAL_LIMIT } from './band.ts'

/** A condition of a rule: which, on which side, and from what on. */
export interface Bound {
  readonly name: ConditionName
  readonly side: string
  /** In the unit of what is compared: the figure's own, a share of 1, or a modified z-score. */
  readonly value: number
}

/** A figure with what it is compared with; money in minor units, null where it cannot be had. */
interface Compared {
  readonly value: number | null
  /** Whether the records reach back over all of its time. */
  readonly isWhole: boolean
  readonly before: number | null
  /** The same stretch of each of the weeks before. */
  readonly weeks: readonly (number | null)[]
}

/** What was found. `fires` null: nothing can be said. */
export interface Reading {
  readonly value: number | null
  readonly before: number | null
  readonly usual: Band | null
  readonly fires: boolean | null
}

/** One kind of condition. A new one is an object like this in the list, and its words. */
interface Condition {
  /** On which sides it can be. */
  readonly sides: readonly string[]
  /** Whether it compares with the past. */
  readonly comparing: boolean
  /** What a person wrote for one of its sides, in the bound's unit. Refuses what would be met always or never. */
  read(text: string, asked: { side: string; metric: Metric; currency: string }): Result<number>
  /** The same as a person would write it. */
  write(value: number, metric: Metric, currency: string): string
  /** Whether a figure that is there is beyond the bound; null where there is nothing to tell it by. */
  fires(bound: Bound, value: number, compared: Compared): boolean | null
}

/** How a figure's unit is written: a share as a percentage, seconds as minutes. */
const writtenPer: Partial<Record<(typeof metrics)[Metric], number>> = { rate: 100, lift: 100, seconds: 1 / 60 }

/** Between what a figure of a unit always is, as it is written. */
const ranges: Partial<Record<(typeof metrics)[Metric], { least: number; most: number; unit: string }>> = {
  rate: { least: 0, most: 100, unit: '%' },
  lift: { least: -100, most: Number.POSITIVE_INFINITY, unit: '%' },
  score: { least: 1, most: 5, unit: '' },
  count: { least: 0, most: Number.POSITIVE_INFINITY, unit: '' },
  seconds: { least: 0, most: Number.POSITIVE_INFINITY, unit: '' },
  days: { least: 0, most: Number.POSITIVE_INFINITY, unit: '' },
}
/** A count that more may be taken of than there is: what is reserved, of what is on hand. */
const belowNothing: ReadonlySet<Metric> = new Set(['available'])

const readNumber = (text: string): number | null => {
  const written = text.trim().replace(/\s*%$/, '')
  return /^-?\d{1,12}(\.\d{1,4})?$/.test(written) ? Number(written) : null
}

const writeNumber = (value: number): string => String(Math.round(value * 1e4) / 1e4)

const positive = (text: string, code: 'alert.percent_malformed' | 'alert.score_malformed', most: number) => {
  const number = readNumber(text)
  return number !== null && number > 0 && number <= most ? ok(number) : refuse(code, { text, most })
}

const isEmpty = (text: string): boolean => text.trim() === ''

const threshold: Condition = {
  sides: ['above', 'below'],
  comparing: false,
  read(text, { side, metric, currency }) {
    if (isEmpty(text)) return refuse('alert.value_missing')
    if (metrics[metric] === 'money') {
      const amount = parseAmount(text, currency)
      return amount.ok ? ok(Number(amount.value)) : amount
    }
    const number = readNumber(text)
    if (number === null) return refuse('alert.value_malformed', { text })
    const range = belowNothing.has(metric) ? undefined : ranges[metrics[metric]]
    if (range && !isFit(number, side, range)) {
      const { least, most, unit } = range
      const limit = Number.isFinite(most) ? `${most}${unit}` : 'none'
      return refuse('alert.value_unfit', { text, side, least: `${least}${unit}`, most: limit })
    }
    return ok(number / (writtenPer[metrics[metric]] ?? 1))
  },
  write: (value, metric, currency) =>
    metrics[metric] === 'money'
      ? toDecimal(BigInt(value), currency)
      : writeNumber(value * (writtenPer[metrics[metric]] ?? 1)),
  fires({ side, value: limit }, value, { isWhole }) {
    if (side === 'above') return value > limit
    // Of what is missing there may have been enough.
    return isWhole ? value < limit : null
  },
}

/** Whether a figure of a range can be both on this side of a value and not. */
const isFit = (value: number, side: string, { least, most }: { least: number; most: number }): boolean =>
  side === 'above' ? value >= least && value < most : value > least && value <= most

const change: Condition = {
  sides: ['up', 'down'],
  comparing: true,
  read(text, { side }) {
    if (isEmpty(text)) return refuse('alert.value_missing')
    const percent = positive(text, 'alert.percent_malformed', side === 'up' ? 10_000 : 100)
    return percent.ok ? ok(percent.value / 100) : percent
  },
  write: (value) => writeNumber(value * 100),
  fires({ side, value: least }, value, { before }) {
    const change = relativeChange(value, before)
    return change === null ? null : side === 'up' ? change >= least : change <= -least
  },
}

const band: Condition = {
  sides: ['either', 'high', 'low'],
  comparing: true,
  read: (text) => (isEmpty(text) ? ok(USUAL_LIMIT) : positive(text, 'alert.score_malformed', 100)),
  write: writeNumber,
  fires({ side, value: limit }, value, { weeks }) {
    const usual = bandOf(weeks, limit)
    if (!usual) return null
    return (side !== 'low' && value > usual.high) || (side !== 'high' && value < usual.low)
  },
}

/** Every kind of condition there is. */
export const conditions = { threshold, change, band } as const satisfies Record<string, Condition>
export type ConditionName = keyof typeof conditions
export const conditionNames = Object.keys(conditions) as ConditionName[]

/** What a condition says of a figure. What is usual is told whatever the condition is. */
export function judge(bound: Bound, compared: Compared): Reading {
  const { value, before, weeks } = compared
  return {
    ...{ value, before, usual: bandOf(weeks, bound.name === 'band' ? bound.value : USUAL_LIMIT) },
    fires: value === null ? null : conditions[bound.name].fires(bound, value, compared),
  }
}
