import { ok, type Result, refuse } from '../result.ts'
import type { Control, Read, Where } from './fields.ts'
import { type Field, optional } from './fields.ts'

/** A part of each day, by the wall clock; one that ends at or before its beginning goes on past midnight. */
export interface Hours {
  readonly from: Temporal.PlainTime
  readonly to: Temporal.PlainTime
}

const timeField = <T>(control: Control, read: (text: string, where: Where) => Read<T> | null): Field<T | null> =>
  optional({
    control,
    optional: false,
    initial: '',
    read(written, where): Result<Read<T>> {
      const found = read(written.trim().replaceAll('：', ':'), where)
      return found ? ok(found) : refuse(`promotion.malformed.${control}`, { text: written, currency: where.currency })
    },
  })

/** A wall-clock time of a zone: `2026-11-11 20:00`, or a date for the time that it is `otherwise`. Null where there is no such date. */
export function momentIn(text: string, zone: string, otherwise = '00:00'): Read<Temporal.Instant> | null {
  const [, date = '', time = otherwise] = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d))?$/.exec(text) ?? []
  if (!date) return null
  try {
    const endOfDay = time === '24:00'
    const written = Temporal.PlainDateTime.from(`${date}T${endOfDay ? '00:00' : time}`, { overflow: 'reject' })
    const local = endOfDay ? written.add({ days: 1 }) : written
    return { text: `${date} ${time}`, value: local.toZonedDateTime(zone).toInstant() }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

export const moment = () => timeField('moment', (text, { zone }) => momentIn(text, zone))

/** Until when: a date alone means all of that day. */
export const endMoment = () => timeField('moment', (text, { zone }) => momentIn(text, zone, '24:00'))

/** `20:00-22:00`, each day in the shop's zone. */
export const hours = () =>
  timeField<Hours>('hours', (text) => {
    const [, from = '', to = ''] = /^(\d{1,2}:\d\d)\s*(?:-|–|—|~|to|至|到)\s*(\d{1,2}:\d\d)$/i.exec(text) ?? []
    const [begin, end] = [clock(from), clock(to)]
    if (!begin || !end || begin.equals(end)) return null
    const short = (time: Temporal.PlainTime) => time.toString({ smallestUnit: 'minute' })
    return { text: `${short(begin)}-${short(end)}`, value: { from: begin, to: end } }
  })

function clock(text: string): Temporal.PlainTime | null {
  const [hour = Number.NaN, minute = Number.NaN] = text.split(':').map(Number)
  if (hour === 24 && minute === 0) return new Temporal.PlainTime()
  return hour < 24 && minute < 60 ? new Temporal.PlainTime(hour, minute) : null
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const CHINESE_DAYS = '一二三四五六日'

/** ISO days of the week, Monday 1. */
export const weekdays = () =>
  timeField<ReadonlySet<number>>('weekdays', (text) => {
    const words = text
      .toLowerCase()
      .split(/[\s,，、;；]+/)
      .filter(Boolean)
    const days = words.map((word) => {
      const chinese = /^(?:周|星期|礼拜)?([一二三四五六日天])$/.exec(word)?.[1]?.replace('天', '日')
      return chinese ? CHINESE_DAYS.indexOf(chinese) : DAYS.findIndex((day) => word.length >= 3 && word.startsWith(day))
    })
    if (days.length === 0 || days.includes(-1)) return null
    const sorted = [...new Set(days)].sort()
    return { text: sorted.map((day) => DAYS[day]).join(', '), value: new Set(sorted.map((day) => day + 1)) }
  })
