import type { Episode } from '../../analytics/alerts/episodes.ts'
import type { Tested } from '../../analytics/alerts/tested.ts'
import { comparedWords, valueWords } from '../../analytics/alerts/words.ts'
import type { Page } from '../../shop/pages.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import { buttons, context, escapeText, header, lineSections, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { nameOf, speechOf, whenText } from './alert-notices.ts'

/** What has fired, newest first. `of`: the number of the one rule that it is of, or nothing. */
export function episodeList(page: Page<Episode>, of: string, settings: Settings, reader: Reader): Message {
  const title = reader.say('alert.history_title')
  const speech = speechOf(settings, reader)
  const lines = page.rows.map(({ watch, reading, beganAt, end }) => {
    const when = whenText(watch, beganAt, settings['shop.timezone'], reader)
    const facts = [valueWords(watch, reading.value, speech), ...comparedWords(watch, reading, speech)].join(' · ')
    const over = end
      ? reader.say(`alert.ended.${end.ending}`, { at: reader.when(end.at) })
      : reader.say('alert.goes_on')
    return `${end ? '✅' : '🔔'} *${nameOf(watch, reader)}*  ${when}\n${facts}\n_${over}_`
  })
  return {
    text: title,
    blocks: [
      header(title),
      ...(lines.length > 0 ? lineSections(lines) : [section(reader.say('alert.history_empty'))]),
      ...pageButtons(page, 'alert.history', of, reader),
    ],
  }
}

/** Of a back-test, a message has room for so many episodes. */
const MOST_TESTED = 30

/** When a rule would have fired, the latest last. */
export function testedMessage({ heading, lines, silent }: Tested, id: string, reader: Reader): Message {
  const more = lines.length - MOST_TESTED
  const shown = lines.slice(-MOST_TESTED).map((line) => `• ${escapeText(line)}`)
  return {
    text: escapeText(heading),
    blocks: [
      section(escapeText(heading)),
      ...(more > 0 ? [context(reader.say('alert.tested_more', { more }))] : []),
      ...lineSections(shown),
      ...(silent ? [context(silent)] : []),
      buttons({ label: reader.say('button.open'), operation: 'alert.show', argument: id }),
    ],
  }
}
