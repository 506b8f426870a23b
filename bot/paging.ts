import type { KnownBlock } from '@slack/types'
import type { Page } from '../shop/pages.ts'
import { buttons } from './blocks.ts'
import type { Reader } from './reader.ts'

/** The text and the cursor that a paging button's argument carries. */
export function paged(argument: string): { text: string; cursor: string | null } {
  const [text = '', cursor = null] = argument.split('\n')
  return { text, cursor }
}

/** The buttons to the neighbouring pages; none where all is shown. */
export function pageButtons(page: Page<unknown>, operation: string, text: string, reader: Reader): KnownBlock[] {
  const to = (label: string, cursor: string | null) =>
    cursor === null ? [] : [{ label, operation, argument: `${text}\n${cursor}` }]
  const row = [
    ...to(reader.say('button.previous_page'), page.previous),
    ...to(reader.say('button.next_page'), page.next),
  ]
  return row.length > 0 ? [buttons(...row)] : []
}
