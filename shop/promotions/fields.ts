import { hundredths, parseAmount, toDecimal } from '../money.ts'
import { ok, type Result, refuse } from '../result.ts'

/** How a form draws a field. What it takes is in the catalogue: `promotion.hint.CONTROL`, and the refusal `promotion.malformed.CONTROL`. */
export type Control =
  | 'text'
  | 'amount'
  | 'percent'
  | 'number'
  | 'yes_no'
  | 'list'
  | 'tiers'
  | 'moment'
  | 'hours'
  | 'weekdays'
  | 'choice'

/** What amounts and times are read in. */
export interface Where {
  readonly currency: string
  readonly zone: string
}

/** A value as a person wrote it, brought to one form, and what it means. The canonical text reads as the same value again. */
export interface Read<T> {
  readonly text: string
  readonly value: T
}

/** One field of a promotion. Its label is in the catalogue: `promotion.field.NAME`. */
export interface Field<T = unknown> {
  readonly control: Control
  readonly optional: boolean
  /** What stands in the form of a new promotion. */
  readonly initial: string
  /** Of a choice. Words: `promotion.choice.CODE`. */
  readonly choices?: readonly string[]
  read(text: string, where: Where): Result<Read<T>>
}

export type Fields = Readonly<Record<string, Field>>
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

type Reader<T> = (text: string, where: Where) => Read<T> | null

function field<T>(control: Control, read: Reader<T>, initial = ''): Field<T> {
  return {
    control,
    optional: false,
    initial,
    read(written, where) {
      const found = read(written.trim(), where)
      return found ? ok(found) : refuse(`promotion.malformed.${control}`, { text: written, currency: where.currency })
    },
  }
}

/** The same field where it may be left empty: then its value is null. */
export const optional = <T>(needed: Field<T>): Field<T | null> => ({
  ...needed,
  optional: true,
  read: (text, where) => (text.trim() === '' ? ok({ text: '', value: null }) : needed.read(text, where)),
})

/** One line that can be seen, without control or hidden characters. */
const VISIBLE = /^(?=.*[\p{L}\p{N}\p{P}\p{S}])(?:[^\p{C}\p{Zl}\p{Zp}]|[\u200c\u200d])+$/u

export const line = (most = 80): Field<string> =>
  field('text', (text) => (VISIBLE.test(text) && text.length <= most ? { text, value: text } : null))

/** Without needless zeros. */
const plainDecimal = (amount: bigint, currency: string): string =>
  toDecimal(amount, currency).replace(/\.0*$|(\.\d*?)0+$/, '$1')

function moneyOf(text: string, { currency }: Where): Read<bigint> | null {
  const read = parseAmount(text, currency)
  return read.ok && read.value > 0n ? { text: plainDecimal(read.value, currency), value: read.value } : null
}

/** More than nothing, in minor units. */
export const amount = (): Field<bigint> => field('amount', moneyOf)

/** Hundredths of a percent: 12.5 is 1250n. */
export const percent = (initial = ''): Field<bigint> =>
  field(
    'percent',
    (text) => {
      const [, written] = /^(\d{1,3}(?:\.\d{1,2})?)\s*%?$/.exec(text) ?? []
      const value = hundredths(written ?? '0')
      return value > 0n && value <= 10_000n ? { text: String(Number(value) / 100), value } : null
    },
    initial,
  )

export const number = (least: number, most: number, initial = ''): Field<number> =>
  field(
    'number',
    (text) => {
      const value = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN
      return value >= least && value <= most ? { text: String(value), value } : null
    },
    initial,
  )

const YES = ['yes', 'y', 'true', 'on', '是']
const NO = ['no', 'n', 'false', 'off', '否', '']

export const yesNo = (initial: 'yes' | 'no'): Field<boolean> =>
  field(
    'yes_no',
    (text) => {
      const lower = text.toLowerCase()
      if (YES.includes(lower)) return { text: 'yes', value: true }
      return NO.includes(lower) ? { text: 'no', value: false } : null
    },
    initial,
  )

export const choice = (choices: readonly string[]): Field<string> => ({
  ...field('choice', (text) => (choices.includes(text) ? { text, value: text } : null)),
  choices,
})

/** Between commas of any script; empty is none at all. */
export const list = (): Field<readonly string[]> => ({
  ...field('list', (text) => {
    const value = [...new Set(text.split(/[,，、;；\n]/).map((part) => part.trim()))].filter(Boolean)
    const fits = value.every((part) => part.length <= 80 && VISIBLE.test(part))
    return fits && value.length <= 200 ? { text: value.join(', '), value } : null
  }),
  optional: true,
})

export interface Tier {
  readonly spend: bigint
  readonly off: bigint
}

/** `300:50, 600:120`: each step of spending takes more off than the one before, and less than was spent. */
export const tiers = (): Field<readonly Tier[]> =>
  field('tiers', (text, where) => {
    const steps = text.split(/[,，、;；\n]/).filter((part) => part.trim() !== '')
    const read = steps.map((step) => {
      const [spend, off, ...more] = step.split(/[:：-]/).map((part) => moneyOf(part, where))
      return spend && off && more.length === 0 && off.value < spend.value ? { spend, off } : null
    })
    if (read.length === 0 || read.length > 10 || !read.every((step) => step !== null)) return null
    const sorted = read.toSorted((a, b) => (a.spend.value < b.spend.value ? -1 : 1))
    const rising = sorted.every((step, at) => {
      const before = sorted[at - 1]
      return !before || (before.spend.value < step.spend.value && before.off.value < step.off.value)
    })
    if (!rising) return null
    return {
      text: sorted.map(({ spend, off }) => `${spend.text}:${off.text}`).join(', '),
      value: sorted.map(({ spend, off }) => ({ spend: spend.value, off: off.value })),
    }
  })
