import { z } from 'zod'
import { currencyDigits } from '../money.ts'

/** How a modal draws a setting and a command line reads it. What each allows is in the catalogue: `setting.allowed.CONTROL`. */
export type Control =
  | 'text'
  | 'number'
  | 'choice'
  | 'yes_no'
  | 'time'
  | 'channel'
  | 'amount'
  | 'timezone'
  | 'currency'
  | 'percent'
  | 'source'

/** One setting. Its words are in the catalogue: `setting.KEY` (its name) and `setting.KEY.about`. */
export interface Setting<T = unknown> {
  readonly control: Control
  readonly schema: z.ZodType<T>
  readonly initial: T
  readonly choices?: readonly string[]
  /** Bounds of a number; most letters of a text. */
  readonly least?: number
  readonly most?: number
  /** What a number counts; its word is in the catalogue: `setting.unit.UNIT`. */
  readonly unit?: Unit
  /** It moves money, or says who may do something: see `settings.approval`. */
  readonly guarded?: true
}

/** A setting of money or access. */
export const guarded = <T>(setting: Setting<T>): Setting<T> => ({ ...setting, guarded: true })

export type Unit =
  | 'minutes'
  | 'hours'
  | 'pieces'
  | 'days'
  | 'reviews'
  | 'stars'
  | 'items'
  | 'times'
  | 'payments'
  | 'orders'

/** One line that can be seen: no control or hidden character but those that join letters and emoji, and not those alone. */
const VISIBLE_LINE = /^(?=.*[\p{L}\p{N}\p{P}\p{S}])(?:[^\p{C}\p{Zl}\p{Zp}]|[\u200c\u200d])+$/u

export const text = (initial: string, most = 80): Setting<string> => ({
  control: 'text',
  schema: z.string().trim().min(1).max(most).regex(VISIBLE_LINE),
  initial,
  most,
})

export const number = (initial: number, unit: Unit, least: number, most: number): Setting<number> => ({
  control: 'number',
  schema: z.int().min(least).max(most),
  initial,
  unit,
  least,
  most,
})

export const choice = <const T extends string>(choices: readonly [T, ...T[]], initial: T): Setting<T> => ({
  control: 'choice',
  schema: z.enum(choices) as unknown as z.ZodType<T>,
  initial,
  choices,
})

export const yesNo = (initial: boolean): Setting<boolean> => ({ control: 'yes_no', schema: z.boolean(), initial })

/** A wall-clock time, HH:MM. */
export const time = (initial: string): Setting<string> => ({
  control: 'time',
  schema: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  initial,
})

/** A channel by id or by name without its #. */
export const channel = (initial: string): Setting<string> => ({
  control: 'channel',
  schema: z.string().regex(/^([CG][A-Z0-9]{2,}|[\p{Ll}\p{Lo}\p{N}_-]{1,80})$/u),
  initial,
})

/** Money of the shop's currency, as a decimal string; its number of decimals is checked where the currency is known. */
export const amount = (initial: string): Setting<string> => ({
  control: 'amount',
  schema: z.string().regex(/^\d{1,12}(\.\d{1,4})?$/),
  initial,
})

/** The IANA name of a zone however it is cased, old names (Asia/Calcutta, Asia/Kolkata) included; null for none such. */
export function zoneNamed(text: string): string | null {
  // Temporal also takes offsets, which know no daylight saving.
  if (!/^[a-z]/i.test(text)) return null
  try {
    return new Temporal.ZonedDateTime(0n, text).timeZoneId
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

export const timezone = (initial: string): Setting<string> => ({
  control: 'timezone',
  schema: z.string().refine((zone) => zoneNamed(zone) === zone),
  initial,
})

export const currency = (initial: string): Setting<string> => ({
  control: 'currency',
  schema: z.string().refine((code) => currencyDigits(code) !== null),
  initial,
})

/** A percentage as a decimal string with at most two decimals, up to `most`. */
export const percent = (initial: string, most: number): Setting<string> => ({
  control: 'percent',
  schema: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,2})?$/)
    .refine((text) => Number(text) <= most),
  initial,
  most,
})

/** Where something is read from: `none`, an https address, or the absolute path of a file. */
export const rateSource = (initial: string): Setting<string> => ({
  control: 'source',
  schema: z
    .string()
    .max(500)
    .regex(/^(none|https:\/\/[^\s\p{C}]+|\/[^\s\p{C}]+)$/u)
    .refine((text) => !text.startsWith('https:') || URL.canParse(text)),
  initial,
})
