import { filtersMeant } from '../../analytics/reports/filters.ts'
import { parseSchedule } from '../../analytics/subscriptions/schedule.ts'
import type { Wanted } from '../../analytics/subscriptions/wanted.ts'
import { type Period, periods } from '../../analytics/subscriptions/windows.ts'
import { scopeOf } from '../../shop/access/member.ts'
import { type Locale, locales } from '../../shop/i18n/index.ts'
import { type FilterName, filterNames } from '../../shop/orders/narrowing.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import type { Call } from '../operation.ts'
import { findJoinedChannel } from '../slack/channels.ts'
import { USUAL_CHOICE } from '../views/report-form.ts'
import { personMeant } from './team-person.ts'

/** A report without a channel goes to the one that the settings name, also when they change. */
const USUAL = 'channel.reports'

/** A subscription as it was written, in a line or in a form; what is '' or absent is as usual. */
export interface Written {
  readonly report: string
  readonly schedule: string
  /** A channel by id or name, or a person as `personMeant` reads them with `@`. */
  readonly place: string
  readonly options: Readonly<Partial<Record<Option, string>>>
}

type Option = 'tz' | 'lang' | 'about' | 'empty' | FilterName

const OPTION = new RegExp(`(?:^|\\s)(tz|lang|about|empty|${filterNames.join('|')}):("[^"]*"|\\S+)`, 'gi')

/** A channel as Slack escapes it in commands (`<#C1|name>`), or by its name. */
const CHANNEL = /(?:^|\s)(?:<#(\w+)(?:\|[^>]*)?>|#([\p{L}\p{N}_-]+))\s*$/u
/** A person likewise, or the one who writes. */
const PERSON = /(?:^|\s)(<@\w+(?:\|[^>]*)?>|@[\p{L}\p{N}._-]+|me)\s*$/iu

/** Reads `sales weekly mon 08:30 #channel tz:Asia/Tokyo lang:zh`; without a time it is `usualTime`, without days daily. */
export function parseWish(text: string, usualTime: string): Written {
  const options: Partial<Record<Option, string>> = {}
  for (const [, name = '', value = ''] of text.matchAll(OPTION))
    options[name.toLowerCase() as Option] = value.replaceAll('"', '')
  const bare = text.replace(OPTION, ' ')
  const [channel, id, named] = CHANNEL.exec(bare) ?? []
  const [person, who] = channel ? [] : (PERSON.exec(bare) ?? [])
  const [report = '', ...words] = bare
    .slice(0, bare.length - (channel ?? person ?? '').length)
    .split(/\s+/)
    .filter(Boolean)
  const said = words.join(' ')
  const meant = [said, `daily ${said}`, `${said || 'daily'} ${usualTime}`]
  const place = id ?? named ?? (who && (/^me$/i.test(who) ? '@me' : who)) ?? ''
  // What is no schedule stays as it was written: the refusal quotes it.
  return { report, schedule: meant.find((one) => parseSchedule(one).ok) ?? said, place, options }
}

/** One of some values by what people write for it. Refuses another, and names them all. */
function oneOf<T>(option: Option, text: string | undefined, values: Readonly<Record<string, T>>): Result<T | null> {
  if (!text) return ok(null)
  const value = Object.hasOwn(values, text.toLowerCase()) ? values[text.toLowerCase()] : undefined
  return value === undefined ? refuse('schedule.option_unknown', { option, text, all: Object.keys(values) }) : ok(value)
}

const languages: Readonly<Record<string, Locale | null>> = {
  ...Object.fromEntries(locales.map((locale) => [locale.toLowerCase(), locale])),
  ...{ zh: 'zh-CN', [USUAL_CHOICE]: null },
}
const abouts: Readonly<Record<string, Period | null>> = {
  ...Object.fromEntries(periods.map((period) => [period, period])),
  [USUAL_CHOICE]: null,
}

/** What a written subscription asks for. Refuses a place, person, filter's value or option's that is not there. */
export async function wantedFrom(call: Call, { report, schedule, place, options }: Written): Promise<Result<Wanted>> {
  const locale = oneOf('lang', options.lang, languages)
  if (!locale.ok) return locale
  const period = oneOf('about', options.about, abouts)
  if (!period.ok) return period
  const skipEmpty = oneOf('empty', options.empty, { skip: true, post: false })
  if (!skipEmpty.ok) return skipEmpty
  const scope = scopeOf(call.member, 'report.schedule')
  const filters = await filtersMeant(call.services.db, options, scope === null ? {} : { merchant: scope })
  if (!filters.ok) return filters
  const channel = await addressOf(call, place)
  if (!channel.ok) return channel
  return ok({
    ...{ report, schedule, channel: channel.value, zone: options.tz || call.settings['shop.timezone'] },
    ...{ locale: locale.value, period: period.value, skipEmpty: skipEmpty.value ?? false, filters: filters.value },
  })
}

/** Where a report is to go: what was named, or the channel of the settings. */
async function addressOf(call: Call, place: string): Promise<Result<string>> {
  const { services, settings, member } = call
  if (place === '@me') return ok(member.id)
  if (/^<?@/.test(place)) {
    const person = await personMeant(call, place)
    return person.ok ? ok(person.value.id) : person
  }
  const found = await findJoinedChannel(services.slack, place || settings[USUAL])
  return found.ok && !place ? ok(USUAL) : found
}
