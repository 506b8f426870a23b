import fc from 'fast-check'

/** A zone, and a time around which its clocks are odd. */
export type Place = (typeof places)[number]

export const places = [
  { zone: 'America/Sao_Paulo', around: '2017-10-15T03:00:00Z' },
  { zone: 'America/Sao_Paulo', around: '2018-02-18T02:00:00Z' },
  { zone: 'Australia/Lord_Howe', around: '2026-04-04T15:00:00Z' },
  { zone: 'Australia/Lord_Howe', around: '2026-10-03T15:30:00Z' },
  { zone: 'Asia/Kathmandu', around: '2026-03-01T00:00:00Z' },
  { zone: 'Africa/Casablanca', around: '2026-02-15T02:00:00Z' },
  { zone: 'Africa/Casablanca', around: '2026-03-22T02:00:00Z' },
  { zone: 'Pacific/Apia', around: '2011-12-30T10:00:00Z' },
  // Clocks went back over midnight.
  { zone: 'America/St_Johns', around: '2006-10-29T02:31:00Z' },
]
export const place = fc.constantFrom(...places)

const two = (number: number) => String(number).padStart(2, '0')
const minutes = fc.oneof(fc.integer({ min: 0, max: 24 * 60 - 1 }), fc.integer({ min: 0, max: 4 * 60 }))
const clock = minutes.map((minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`)

const list = (least: number, most: number) =>
  fc.uniqueArray(fc.integer({ min: least, max: most }), { minLength: 1, maxLength: 4 }).map((some) => some.join(','))
const days = fc.oneof({ arbitrary: fc.constant('*'), weight: 3 }, list(1, 28), fc.constant('*/5'), fc.constant('10-31'))
const weekdays = fc.oneof({ arbitrary: fc.constant('*'), weight: 3 }, list(0, 7), fc.constantFrom('mon-fri', '*/2'))
const hours = fc.oneof(list(0, 23), fc.constant('*'), fc.constant('*/5'), fc.constant('0-3'))
const cron = fc
  .tuple(list(0, 59), hours, days, weekdays)
  .map(([minute, hour, day, weekday]) => `cron ${minute} ${hour} ${day} * ${weekday}`)

/** Schedules of every kind, as people write them. */
export const schedules = fc.oneof(
  clock.map((time) => `daily ${time}`),
  clock.map((time) => `weekdays ${time}`),
  fc.tuple(fc.constantFrom('mon', 'fri', 'sat', 'sun'), clock).map(([day, time]) => `weekly ${day} ${time}`),
  fc.tuple(fc.constantFrom(1, 15, 29, 30, 31), clock).map(([day, time]) => `monthly ${day} ${time}`),
  fc.integer({ min: 1, max: 23 }).map((every) => `every ${every} hours`),
  cron,
)
