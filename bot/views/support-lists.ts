import type { Page } from '../../shop/pages.ts'
import type { Canned } from '../../shop/support/canned.ts'
import type { Conversation } from '../../shop/support/conversation.ts'
import type { Whose } from '../../shop/support/list.ts'
import type { Route } from '../../shop/support/route.ts'
import {
  type Blocks,
  buttons,
  channelLabel,
  clip,
  context,
  escapeText,
  header,
  type Message,
  section,
  sectionWith,
} from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { conversationState, conversationTitle, ownerLine } from './conversation.ts'
import { withOpen } from './with-open.ts'

const listings = {
  mine: ['support.mine_title', 'support.mine_empty'],
  unclaimed: ['support.unclaimed_title', 'support.unclaimed_empty'],
  open: ['support.queue_title', 'support.queue_empty'],
} as const

/** Conversations under a heading, each with a button that opens it. */
function listed(whose: Whose, rows: readonly Conversation[], reader: Reader): Blocks {
  const [title, empty] = listings[whose]
  const one = (conversation: Conversation) => {
    const about = [
      conversationTitle(conversation, reader),
      conversationState(conversation, reader),
      ...(whose === 'open' ? [ownerLine(conversation, reader)] : []),
    ]
    return withOpen(about.join('\n'), 'support.show', String(conversation.id), reader)
  }
  return [header(reader.say(title)), ...(rows.length > 0 ? rows.map(one) : [section(reader.say(empty))])]
}

/** One's own conversations, and those that nobody has. */
export function mineMessage(mine: Page<Conversation>, unclaimed: Page<Conversation>, reader: Reader): Message {
  const queue = { label: reader.say('support.open_queue'), operation: 'support.queue' }
  const figures = { label: reader.say('support.figures'), operation: 'report.show', argument: 'support 7d' }
  return {
    text: reader.say('support.mine_title'),
    blocks: [
      ...listed('mine', mine.rows, reader),
      ...listed('unclaimed', unclaimed.rows, reader),
      buttons(queue, figures),
    ],
  }
}

/** All that are not over. */
export const queueMessage = (page: Page<Conversation>, reader: Reader): Message => ({
  text: reader.say('support.queue_title'),
  blocks: [...listed('open', page.rows, reader), ...pageButtons(page, 'support.queue', '', reader)],
})

const removal = (reader: Reader) => ({
  title: reader.say('support.remove'),
  text: reader.say('support.remove_confirm'),
  yes: reader.say('support.remove'),
  no: reader.say('button.cancel'),
})

/** Answers that are ready; who leads can change them. */
export function cannedList(page: Page<Canned>, leads: boolean, reader: Reader): Message {
  const title = reader.say('support.canned_title')
  const one = ({ name, text }: Canned): Blocks => [
    section(`*${escapeText(name)}*\n${escapeText(clip(text, 300))}`),
    ...(leads
      ? [
          buttons(
            { label: reader.say('button.change'), operation: 'support.canned_edit', argument: name },
            {
              ...{ label: reader.say('support.remove'), operation: 'support.canned_remove', argument: name },
              confirm: removal(reader),
            },
          ),
        ]
      : []),
  ]
  const add = { label: reader.say('support.canned_add'), operation: 'support.canned_edit' }
  return {
    text: title,
    blocks: [
      header(title),
      ...(page.rows.length > 0 ? page.rows.flatMap(one) : [section(reader.say('support.canned_empty'))]),
      ...pageButtons(page, 'support.canned', '', reader),
      ...(leads ? [buttons(add)] : []),
    ],
  }
}

/** Which conversations go where. */
export function routeList(routes: readonly Route[], reader: Reader): Message {
  const title = reader.say('support.routes_title')
  const one = ({ id, topic, language, tier, merchant_id: merchant, channel, level }: Route) => {
    const conditions = [topic, language, tier, merchant].flatMap((text) => (text ? [`\`${escapeText(text)}\``] : []))
    const where = [channel ? channelLabel(channel) : '', reader.say(`support.level.${level as 'first'}`)]
    return sectionWith(`${String(id)}. ${conditions.join(' + ')} → ${where.filter(Boolean).join(', ')}`, {
      ...{ label: reader.say('support.remove'), operation: 'support.route_remove', argument: String(id) },
      confirm: removal(reader),
    })
  }
  const add = { label: reader.say('support.route_add'), operation: 'support.route_new' }
  return {
    text: title,
    blocks: [header(title), context(reader.say('support.routes_about')), ...routes.map(one), buttons(add)],
  }
}
