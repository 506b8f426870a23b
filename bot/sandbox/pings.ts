import type { Block } from './contract.ts'
import { isFields, stringOf } from './json.ts'

const PING = /<(?:!(channel|here|everyone)|@([UW][A-Z0-9]+)|!subteam\^([A-Z0-9]+))(?:\|[^>]*)?>/g

/**
 * Whom a text and its blocks notify: `channel`, `here`, `everyone` or ids of people and groups.
 * Only mrkdwn (and rich text) mentions anyone; plain_text shows such words as they are. Escaped text pings no one.
 */
export function pingsOf(text: string, blocks: Block[]): string[] {
  const found = new Set<string>()
  const read = (mrkdwn: string) => {
    for (const [, range, person, group] of mrkdwn.matchAll(PING)) found.add(range ?? person ?? group ?? '')
  }
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item)
    if (!isFields(value)) return
    if (value.type === 'mrkdwn' || value.type === 'markdown') read(stringOf(value.text))
    else if (value.type === 'user') found.add(stringOf(value.user_id))
    else if (value.type === 'usergroup') found.add(stringOf(value.usergroup_id))
    else if (value.type === 'broadcast') found.add(stringOf(value.range))
    for (const item of Object.values(value)) walk(item)
  }
  read(text)
  walk(blocks)
  return [...found]
}
