/** @import { SeenPerson } from '../contract.ts' */
/** @import { Words } from './words.js' */

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map()

/**
 * @param {{ locale: string, tz: string }} reader
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(reader, options) {
  const key = `${reader.locale} ${reader.tz} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(reader.locale, { timeZone: reader.tz, ...options })
  formats.set(key, known)
  return known
}

/**
 * Milliseconds of a message's ts.
 * @param {string} ts
 */
export const millis = (ts) => Number(ts) * 1000

/**
 * The reader's calendar day, as YYYY-MM-DD.
 * @param {SeenPerson} reader
 * @param {number} at ms since 1970
 */
export function dayOf(reader, at) {
  return format({ locale: 'sv-SE', tz: reader.tz }, { dateStyle: 'short' }).format(at)
}

/**
 * Hours and minutes.
 * @param {SeenPerson} reader
 * @param {number} at ms since 1970
 */
export function clock(reader, at) {
  return format(reader, { hour: 'numeric', minute: '2-digit' }).format(at)
}

/**
 * Day and time in full, for titles.
 * @param {SeenPerson} reader
 * @param {number} at ms since 1970
 */
export function moment(reader, at) {
  return format(reader, { dateStyle: 'full', timeStyle: 'medium' }).format(at)
}

/**
 * A day by name where it is near, by date otherwise.
 * @param {SeenPerson} reader
 * @param {Words} words
 * @param {number} at ms since 1970
 * @param {Intl.DateTimeFormatOptions} [options]
 */
export function dayName(reader, words, at, options = { weekday: 'long', month: 'long', day: 'numeric' }) {
  const day = dayOf(reader, at)
  const near = /** @type {const} */ ([
    ['today', 0],
    ['yesterday', -86_400_000],
    ['tomorrow', 86_400_000],
  ])
  const [name] = near.find(([, away]) => dayOf(reader, Date.now() + away) === day) ?? []
  return name ? words[name] : format(reader, options).format(at)
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const TOKENS = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
}

/**
 * What Slack's `<!date^…>` shows: `{date_short} at {time}` and the like, in the reader's zone and language.
 * @param {SeenPerson} reader
 * @param {Words} words
 * @param {number} seconds since 1970
 * @param {string} pattern
 */
export function dateText(reader, words, seconds, pattern) {
  const at = seconds * 1000
  return pattern.replace(/\{(\w+)\}/g, (whole, /** @type {string} */ token) => {
    if (token === 'date_num') return dayOf(reader, at)
    const options = TOKENS[token.replace(/_pretty$/, '')]
    if (!options) return token === 'ago' ? ago(reader, at) : whole
    return token.endsWith('_pretty') ? dayName(reader, words, at, options) : format(reader, options).format(at)
  })
}

/**
 * @param {SeenPerson} reader
 * @param {number} at
 */
function ago(reader, at) {
  const seconds = Math.round((at - Date.now()) / 1000)
  const units = /** @type {const} */ ([
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ])
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(Math.round(seconds / size), unit)
}

/**
 * Seconds since 1970 as `YYYY-MM-DDTHH:MM` on the reader's wall clock, and back.
 * @param {SeenPerson} reader
 * @param {number} seconds
 */
export function toWall(reader, seconds) {
  const parts = format({ locale: 'sv-SE', tz: reader.tz }, { dateStyle: 'short', timeStyle: 'short' })
  return parts.format(seconds * 1000).replace(' ', 'T')
}

/**
 * @param {SeenPerson} reader
 * @param {string} wall
 */
export function fromWall(reader, wall) {
  const asUtc = (/** @type {string} */ text) => Date.parse(`${text}:00Z`) / 1000
  const wanted = asUtc(wall)
  const guess = wanted - (asUtc(toWall(reader, wanted)) - wanted)
  return guess - (asUtc(toWall(reader, guess)) - wanted)
}
