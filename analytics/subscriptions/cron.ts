/** The five fields of a cron line. */
export interface CronLine {
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  readonly days: ReadonlySet<number>
  readonly months: ReadonlySet<number>
  /** 1..7 from Monday. */
  readonly weekdays: ReadonlySet<number>
  /** Whether a date needs only one of the kinds of days: where neither begins with `*`. */
  readonly eitherDays: boolean
}

const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const monthNames = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const PART = /^(?:\*|(\w{1,3})(?:-(\w{1,3}))?)(?:\/(\d{1,2}))?$/

/** The values that a field names, in order; null where it is malformed. */
function valuesOf(field: string, least: number, most: number, names: readonly string[] = []): number[] | null {
  const values = new Set<number>()
  const numberOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : names.indexOf(text))
  for (const part of field.split(',')) {
    const [whole, first, last, step = '1'] = PART.exec(part) ?? []
    if (whole === undefined) return null
    const from = first === undefined ? least : numberOf(first)
    // `5/10` goes on to the end, `5` is one value.
    const to = last !== undefined ? numberOf(last) : first === undefined || part.includes('/') ? most : from
    if (from < least || to > most || from > to || Number(step) === 0) return null
    for (let value = from; value <= to; value += Number(step)) values.add(value)
  }
  return [...values].toSorted((one, other) => one - other)
}

/**
 * Reads `minute hour day month weekday` with lists, ranges, steps and English names, as cron(8) of Vixie does: where neither
 * days nor weekdays begin with `*`, either suffices. Null for what is no such line.
 */
export function parseCron(line: string): CronLine | null {
  const fields = line.trim().toLowerCase().split(/\s+/)
  if (fields.length !== 5) return null
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields
  const minutes = valuesOf(minute, 0, 59)
  const hours = valuesOf(hour, 0, 23)
  const days = valuesOf(day, 1, 31)
  const months = valuesOf(month, 1, 12, monthNames)
  const weekdays = valuesOf(weekday, 0, 7, weekdayNames)
  if (!minutes || !hours || !days || !months || !weekdays) return null
  return {
    minutes,
    hours,
    days: new Set(days),
    months: new Set(months),
    weekdays: new Set(weekdays.map((one) => one || 7)),
    eitherDays: !day.startsWith('*') && !weekday.startsWith('*'),
  }
}

/** The longest that months get. */
const longest = (month: number) => Temporal.PlainYearMonth.from({ year: 2000, month }).daysInMonth

/** Whether a line names only days that its months lack. */
export const neverComes = ({ days, months, eitherDays }: CronLine): boolean =>
  !eitherDays && Math.max(...[...months].map(longest)) < Math.min(...days)

/** Whether a line's days hold a date. */
export function cronHolds({ days, months, weekdays, eitherDays }: CronLine, date: Temporal.PlainDate): boolean {
  const [onDay, onWeekday] = [days.has(date.day), weekdays.has(date.dayOfWeek)]
  return months.has(date.month) && (eitherDays ? onDay || onWeekday : onDay && onWeekday)
}
