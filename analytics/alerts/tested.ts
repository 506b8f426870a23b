import { dayWords } from '../../shop/i18n/dates.ts'
import { type Locale, t } from '../../shop/i18n/index.ts'
import type { BackTest } from './backtest.ts'
import type { NamedWatch } from './rules.ts'
import { boundWords, comparedWords, slotWords, titleOf, unsaidWords, valueWords } from './words.ts'

/** What a back-test found, for a reader: a heading, a line for each episode, oldest first, and what could not be told. */
export interface Tested {
  readonly heading: string
  readonly lines: readonly string[]
  readonly silent: string | null
}

export function testedWords(watch: NamedWatch, test: BackTest, locale: Locale): Tested {
  const { dates, zone, currency, episodes, slots, unreached, silent } = test
  const speech = { currency, locale }
  const lines = episodes.map(({ beganAt, endedAt, reading }) => {
    const when = slotWords(watch, beganAt, zone, locale)
    const value = [valueWords(watch, reading.value, speech), ...comparedWords(watch, reading, speech)].join(' · ')
    return endedAt
      ? t(locale, 'alert.test_ended', { when, value, ended: slotWords(watch, endedAt, zone, locale) })
      : t(locale, 'alert.test_open', { when, value })
  })
  return {
    heading: t(locale, unreached + silent < slots ? 'alert.tested' : 'alert.tested_nothing', {
      ...{ title: titleOf(watch, locale), bound: boundWords(watch, speech), count: episodes.length },
      ...{ from: dayWords(dates.from, locale), to: dayWords(dates.to, locale) },
    }),
    lines,
    silent: silenceWords(watch, test, locale),
  }
}

/** Of how many looks nothing could be said, and why. */
function silenceWords(watch: NamedWatch, test: BackTest, locale: Locale): string | null {
  const { begun, zone, slots, unreached, silent } = test
  const day = begun && dayWords(begun.toZonedDateTimeISO(zone).toPlainDate(), locale)
  const sentences = [
    ...(day && unreached > 0 ? [t(locale, 'alert.tested_unreached', { begun: day, unreached, slots })] : []),
    ...(day ? [] : [t(locale, 'alert.tested_no_records')]),
    ...(silent > 0 ? [t(locale, 'alert.tested_silent', { silent, slots, why: unsaidWords(watch, locale) })] : []),
  ]
  return sentences.join(' ') || null
}
