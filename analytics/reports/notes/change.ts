import { t } from '../../../shop/i18n/index.ts'
import { changeOf, metrics } from '../metrics.ts'
import { daysLeft, daysOf } from '../window.ts'
import { changeWords, figureWords } from '../words.ts'
import type { Note } from './note.ts'

/** A change that is smaller than a quarter is nothing to speak of. */
const leastChange = 0.25
/** Of fewer things than this, one more or less is a large change. */
const leastCount = 10
/** A window of which more is not over yet lacks too much of itself. */
const mostLeft = 1 / 7

/** The key figure that changed most. Rates are left to the notes on shares. */
export const largestChange: Note = {
  words: 'note.changed',
  find({ definition, totals, previous, currency, window, asOf, zone }, locale) {
    if (!previous || daysLeft(window, asOf, zone) / daysOf(window) > mostLeft) return null
    const [most] = definition.keyFigures
      .flatMap((metric) => {
        const [now, before] = [totals[metric], previous[metric]]
        const change = changeOf(metric, now, before)
        const few = metrics[metric] === 'count' && Math.max(Number(now), Number(before)) < leastCount
        return change === null || few || metrics[metric] === 'rate' ? [] : [{ metric, now, before, change }]
      })
      .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
    if (!most || Math.abs(most.change) < leastChange) return null
    const { metric, now, before, change } = most
    return {
      metric: t(locale, `metric.${metric}`),
      now: figureWords(metric, now, currency, locale),
      before: figureWords(metric, before, currency, locale),
      change: changeWords(change, locale),
    }
  },
}
