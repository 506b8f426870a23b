import { currencyNamed } from '../rates/set.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { MethodRules, PaymentMethod } from './rules.ts'

/** What a field is read with: the method's code, all methods, and what the fields before it have said. */
export interface FieldContext {
  readonly code: string
  readonly methods: readonly PaymentMethod[]
  readonly draft: MethodRules
}

/** The forms that a method's rules are spread over. */
export const formNames = ['limits', 'terms'] as const
export type FormName = (typeof formNames)[number]

/** One rule of a method as people write it. Words: `payment.field.NAME` and `payment.field.NAME.hint`. */
export interface Field<K extends keyof MethodRules = keyof MethodRules> {
  readonly name: K
  readonly form: FormName
  readonly control: 'line' | 'lines' | 'roles' | 'payer' | 'method'
  /** Reads what was written; '' is what allows everything. */
  read(text: string, context: FieldContext): Result<MethodRules[K]>
  write(value: MethodRules[K]): string
}

/** A field of the list, whichever rule it is of. */
export const field = <K extends keyof MethodRules>(one: Field<K>): Field => one as unknown as Field

const MOST_LISTED = 100

/** What a list is separated by: commas of either width, semicolons, line breaks. */
export const itemsOf = (text: string): string[] =>
  text
    .split(/[,，、;；\n]/)
    .map((item) => item.trim())
    .filter(Boolean)

/** Reads each item; the first refusal is the answer. Says each thing once. */
export function readEach<T>(items: readonly string[], read: (item: string) => Result<T>): Result<T[]> {
  if (items.length > MOST_LISTED) return refuse('payment.list_too_long', { most: MOST_LISTED })
  const values: T[] = []
  for (const item of items) {
    const value = read(item)
    if (!value.ok) return value
    if (!values.includes(value.value)) values.push(value.value)
  }
  return ok(values)
}

/** Reads lines of a currency with amounts, as `CNY 10 5000`. Refuses one that the method does not take, and one twice. */
export function readByCurrency<T>(
  text: string,
  { draft: { currencies } }: FieldContext,
  read: (amounts: string[], currency: string, line: string) => Result<T>,
): Result<Record<string, T>> {
  const values: Record<string, T> = {}
  const grouped = /\d[,，]\d{3}(?!\d)/.exec(text)
  if (grouped) return refuse('payment.grouped', { text: grouped[0] })
  for (const line of itemsOf(text)) {
    const [code = '', ...amounts] = line.split(/\s+/)
    const currency = currencyNamed(code)
    if (!currency.ok) return currency
    if (currencies.length > 0 && !currencies.includes(currency.value))
      return refuse('payment.currency_not_listed', { currency: currency.value })
    if (Object.hasOwn(values, currency.value)) return refuse('payment.currency_twice', { currency: currency.value })
    const value = read(amounts, currency.value, line)
    if (!value.ok) return value
    values[currency.value] = value.value
  }
  return ok(values)
}
