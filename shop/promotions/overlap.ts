import type { BasketLine } from './basket.ts'
import { linesInScope } from './price.ts'
import type { Promotion } from './promotion.ts'

/** Which of others may apply at the same time as a promotion to some of these goods, which are in its scope. */
export const overlapping = (
  promotion: Promotion,
  others: readonly Promotion[],
  goods: readonly BasketLine[],
): Promotion[] =>
  others.filter(
    (other) =>
      other.code !== promotion.code &&
      meetInTime(promotion, other) &&
      meet(promotion.scope.regions, other.scope.regions) &&
      linesInScope(other.scope, goods).length > 0,
  )

/** Whether both can apply to one basket. */
export const addsUp = (a: Promotion, b: Promotion): boolean =>
  !a.terms.exclusive && !b.terms.exclusive && (a.terms.group === null || a.terms.group !== b.terms.group)

const meet = <T>(a: ReadonlySet<T> | null, b: ReadonlySet<T> | null): boolean => !a || !b || !a.isDisjointFrom(b)

/** By their first and last day, their weekdays and their hours; one that goes on past midnight counts for its first day. */
function meetInTime({ schedule: a }: Promotion, { schedule: b }: Promotion): boolean {
  const after = (one: Temporal.Instant | null, other: Temporal.Instant | null) =>
    one !== null && other !== null && Temporal.Instant.compare(one, other) >= 0
  if (after(a.starts, b.ends) || after(b.starts, a.ends) || !meet(a.weekdays, b.weekdays)) return false
  if (!a.hours || !b.hours) return true
  const [mine, theirs] = [minutesOf(a.hours), minutesOf(b.hours)]
  return [-1440, 0, 1440].some((shift) => mine.from < theirs.to + shift && theirs.from + shift < mine.to)
}

function minutesOf({ from, to }: { from: Temporal.PlainTime; to: Temporal.PlainTime }) {
  const minute = (time: Temporal.PlainTime) => time.hour * 60 + time.minute
  const begin = minute(from)
  const end = minute(to)
  return { from: begin, to: end > begin ? end : end + 1440 }
}
