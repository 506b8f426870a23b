import { type Locale, t } from '../../shop/i18n/index.ts'
import type { Window } from '../reports/window.ts'
import { asUtc } from '../reports/words.ts'
import type { BackTest } from './backtest.ts'
import type { NamedWatch } from './rules.ts'
import { boundWords, comparedWords, slotWords, titleOf, unsaidWords, valueWords } from './words.ts'

/** What a back-test found, for a reader: a heading, a line for each episode, oldest first, and what could not be told. */
export interface Tested {
  readonly heading: string
  readonly lines: readonly string[]
  readonly silent: string | null
}

export function testedWords(watch: NamedWatch, dates: Window, test: BackTest, locale: Locale): Tested {
  const { zone, currency, episodes, slots, silent } = test
  const speech = { currency, locale }
  const day = (date: Temporal.PlainDate) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(asUtc(date))
  const lines = episodes.map(({ beganAt, endedAt, reading }) => {
    const when = slotWords(watch, beganAt, zone, locale)
    const value = [valueWords(watch, reading.value, speech), ...comparedWords(watch, reading, speech)].join(' · ')
    return endedAt
      ? t(locale, 'alert.test_ended', { when, value, ended: slotWords(watch, endedAt, zone, locale) })
      : t(locale, 'alert.test_open', { when, value })
  })
  return {
    heading: t(locale, 'alert.tested', {
      ...{ title: titleOf(watch, locale), bound: boundWords(watch, speech), count: episodes.length },
      ...{ from: day(dates.from), to: day(dates.to) },
    }),
    lines,
    silent: silent > 0 ? t(locale, 'alert.tested_silent', { silent, slots, why: unsaidWords(watch, locale) }) : null,
  }
}
