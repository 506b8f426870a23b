import { type Refusal, refuse } from '../result.ts'
import type { Field, Fields, Where } from './fields.ts'
import type { PromotionRow } from './promotion.ts'
import { termFields } from './terms.ts'
import type { PromotionType } from './type.ts'

/** What is wrong, by the name of the field. */
export type Problems = Readonly<Record<string, Refusal>>

/** Every field of a type's form, in order: its name, what the type is about, the terms. */
export function formFields({ fields }: PromotionType): [string, Field][] {
  const { name, name_zh, ...terms } = termFields
  return Object.entries({ name, name_zh, ...fields, ...terms }) as [string, Field][]
}

export type PromotionTexts = Pick<PromotionRow, 'rule' | 'terms'>

/** Fields read together: their values and canonical texts (an empty one is absent), or what is wrong with each. */
export function readFields(fields: Fields, texts: Readonly<Record<string, string>>, where: Where) {
  const problems: Record<string, Refusal> = {}
  const values: Record<string, unknown> = {}
  const canonical: Record<string, string> = {}
  for (const [name, field] of Object.entries(fields)) {
    const read = field.read(texts[name] ?? '', where)
    if (!read.ok) problems[name] = read
    else {
      values[name] = read.value.value
      if (read.value.text !== '') canonical[name] = read.value.text
    }
  }
  return { problems, values, canonical }
}

/** Reads a whole form; what cannot be read is told field by field, all at once. */
export function readForm(
  type: PromotionType,
  texts: Readonly<Record<string, string>>,
  where: Where,
): { value: PromotionTexts } | { problems: Problems } {
  const rule = readFields(type.fields, texts, where)
  const terms = readFields(termFields, texts, where)
  const problems = { ...rule.problems, ...terms.problems }
  const { starts, ends } = terms.values as { starts: Temporal.Instant | null; ends: Temporal.Instant | null }
  if (starts && ends && Temporal.Instant.compare(starts, ends) >= 0)
    problems.ends = refuse('promotion.ends_before_start')
  const misfit = Object.keys(problems).length === 0 ? type.check?.(rule.values as never) : null
  if (misfit) problems[misfit.field] = misfit.refusal
  return Object.keys(problems).length > 0 ? { problems } : { value: { rule: rule.canonical, terms: terms.canonical } }
}

/** What stands in the form: of a stored promotion, or of a new one. */
export const formTexts = (type: PromotionType, stored: PromotionTexts | null): Record<string, string> =>
  Object.fromEntries(
    formFields(type).map(([name, { initial }]) => [
      name,
      stored ? (stored.rule[name] ?? stored.terms[name] ?? '') : initial,
    ]),
  )
