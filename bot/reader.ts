import { dayWords, momentWords } from '../shop/i18n/dates.ts'
import { hasKey, type Key, type Locale, t, type Values } from '../shop/i18n/index.ts'
import { formatMoney } from '../shop/money.ts'
import type { Settings } from '../shop/settings/registry.ts'
import { escapeText } from './blocks.ts'

/** How things are said to one reader: a person, or everyone in a channel. */
export interface Reader {
  readonly locale: Locale
  readonly timezone: string
  /** A message of the catalogue. `{slash}` in it is how commands begin here. */
  say(key: Key, values?: Values): string
  money(amount: bigint, currency: string): string
  number(value: number): string
  /** A share of 1 as a percentage with at most one decimal. */
  percent(share: number): string
  /** Several things in a row, as they are listed in this language. */
  list(items: readonly string[]): string
  /** An instant that Slack shows in each viewer's own zone; the reader's zone where Slack cannot. */
  when(instant: Temporal.Instant): string
  /** The same for places that take no markup. */
  date(instant: Temporal.Instant): string
  /** A calendar day, which no clock shifts. */
  day(day: Temporal.PlainDate): string
}

const readers = new Map<string, Reader>()

/** The reader of a language and zone. Made once each: its Intl formatters cost far more to build than to use. */
export function readerOf(locale: Locale, timezone: string, prefix: string): Reader {
  const key = `${locale} ${timezone} ${prefix}`
  const reader = readers.get(key) ?? makeReader(locale, timezone, prefix)
  readers.set(key, reader)
  return reader
}

function makeReader(locale: Locale, timezone: string, prefix: string): Reader {
  const numbers = new Intl.NumberFormat(locale)
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const date = (instant: Temporal.Instant) => momentWords(instant, timezone, locale)
  return {
    locale,
    timezone,
    say: (key, values) => t(locale, key, { slash: `/${prefix}`, ...values }),
    money: (amount, currency) => formatMoney(amount, currency, locale),
    // Intl takes a hundred times as long, for the same digits.
    number: (value) => (Number.isInteger(value) && Math.abs(value) < 1000 ? String(value) : numbers.format(value)),
    percent: (share) => percents.format(share),
    list: (items) => items.join(t(locale, 'list.separator')),
    when: (instant) =>
      `<!date^${Math.floor(instant.epochMilliseconds / 1000)}^{date_short_pretty} {time}|${date(instant)}>`,
    date,
    day: (day) => dayWords(day, locale),
  }
}

/** What a role is called: a shipped one by the catalogue, an own one as it was named. */
export const roleName = (role: string, reader: Pick<Reader, 'say'>): string => escapeText(plainRoleName(role, reader))

/** The same where there is no markup. */
export const plainRoleName = (role: string, reader: Pick<Reader, 'say'>): string =>
  hasKey(`role.${role}`) ? reader.say(`role.${role}` as Key) : role

export const roleNames = (roles: readonly string[], reader: Reader): string =>
  reader.list(roles.map((role) => roleName(role, reader)))

/** Permissions in words. */
export const permissionNames = (permissions: readonly string[], reader: Reader): string =>
  reader.list(permissions.filter(Boolean).map((permission) => reader.say(`permission.${permission}` as Key)))

/** The reader of a message's address: the channel's own language where a setting gives it one, else the shop's. */
export function channelReader(settings: Settings, address: string, prefix: string): Reader {
  const purpose = (['approvals', 'stock', 'reports', 'alerts'] as const).find((name) =>
    [`channel.${name}`, settings[`channel.${name}`]].includes(address),
  )
  const own = purpose ? settings[`channel.${purpose}.language`] : 'shop'
  return readerOf(own === 'shop' ? settings['shop.language'] : own, settings['shop.timezone'], prefix)
}
