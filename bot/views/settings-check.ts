import type { Contradiction } from '../../shop/settings/check.ts'
import { escapeText, header, lineSections, type Message } from '../blocks.ts'
import type { Reader } from '../reader.ts'

/** What is wrong, and which settings it is about. */
export function contradictionText({ code, keys, values = {} }: Contradiction, reader: Reader): string {
  const safe = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? escapeText(value) : value,
  ])
  const names = reader.list(keys.map((key) => `*${reader.say(`setting.${key}`)}*`))
  const said = reader.say(`setting.check.${code}`, Object.fromEntries(safe))
  return names ? `${said}\n${names}` : said
}

/** What contradicts what, or that nothing does. */
export function settingsCheck(found: readonly Contradiction[], reader: Reader): Message {
  const title = reader.say('settings.check_title', { count: found.length })
  const lines = found.map((one) => `⚠️ ${contradictionText(one, reader)}`)
  return { text: title, blocks: [header(title), ...lineSections(lines)] }
}
