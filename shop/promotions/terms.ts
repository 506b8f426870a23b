import { amount, type Fields, line, list, number, optional, type ValuesOf, yesNo } from './fields.ts'
import { endMoment, hours, moment, weekdays } from './time-fields.ts'

/** What every promotion has, whatever its type, in the order of the form. */
export const termFields = {
  name: line(),
  name_zh: optional(line()),
  starts: moment(),
  ends: endMoment(),
  hours: hours(),
  weekdays: weekdays(),
  categories: list(),
  tags: list(),
  skus: list(),
  merchants: list(),
  regions: list(),
  first_order: yesNo('no'),
  needs_coupon: yesNo('no'),
  /** The higher is tried first. */
  priority: number(0, 1000, '100'),
  /** Applies alone or not at all. */
  exclusive: yesNo('no'),
  /** Of those that name the same group, at most one applies. */
  group: optional(line(40)),
  /** Orders, in all and by one customer. */
  most_uses: optional(number(1, 100_000_000)),
  uses_each: optional(number(1, 1_000_000)),
  /** What it may give away in all. */
  budget: optional(amount()),
} satisfies Fields

export type TermName = keyof typeof termFields
export type Terms = ValuesOf<typeof termFields>
