import type { OpenEvent } from '../../shop/intake/open-events.ts'
import type { TakenEvent } from '../../shop/intake/take.ts'
import type { Page } from '../../shop/pages.ts'
import type { Refusal } from '../../shop/result.ts'
import { type Blocks, buttons, divider, escapeText, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { refusalText } from '../slack/render.ts'

const marks = { waiting: '⏳', refused: '⚠️', applied: '✅', dismissed: '⚪' } as const

/** What became of an event, and why it is not applied. */
const stateText = ({ state, refusal }: Pick<OpenEvent, 'state' | 'refusal'>, reader: Reader): string => {
  const known = state as keyof typeof marks
  const words = `${marks[known]} ${reader.say(`storefront.state.${known}`)}`
  return refusal && state !== 'dismissed'
    ? `${words}\n${refusalText({ ok: false, ...refusal } as Refusal, reader)}`
    : words
}

/** What is not applied, newest first. */
export function openEventList(page: Page<OpenEvent>, reader: Reader): Message {
  const title = reader.say('storefront.open_title')
  const rows: Blocks = page.rows.flatMap((event) => [
    section(
      `*${escapeText(event.type)}*  \`${escapeText(event.subject)}\`  ${reader.when(event.occurred_at)}\n${stateText(event, reader)}`,
    ),
    buttons(
      { label: reader.say('storefront.replay'), operation: 'backroom.replay', argument: event.id },
      {
        label: reader.say('storefront.dismiss'),
        operation: 'backroom.dismiss',
        argument: event.id,
        style: 'danger',
        confirm: {
          title: reader.say('storefront.dismiss'),
          text: reader.say('storefront.dismiss_confirm', { type: event.type }),
          yes: reader.say('storefront.dismiss'),
          no: reader.say('button.cancel'),
        },
      },
    ),
  ])
  const shown = rows.length > 0 ? [...rows, divider] : [section(reader.say('storefront.open_empty'))]
  return { text: title, blocks: [header(title), ...shown, ...pageButtons(page, 'backroom.events', '', reader)] }
}

/** What became of one that somebody applied anew or put away. */
export function settledEvent(event: TakenEvent, reader: Reader): Message {
  const text = `\`${escapeText(event.id)}\` ${stateText(event, reader)}`
  const list = { label: reader.say('storefront.open_title'), operation: 'backroom.events' }
  return { text, blocks: [section(text), buttons(list)] }
}
