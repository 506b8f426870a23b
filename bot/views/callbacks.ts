import type { CallbackAlert } from '../../shop/callbacks/alert.ts'
import type { OpenCallback } from '../../shop/callbacks/open.ts'
import { hasKey } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import type { Refusal } from '../../shop/result.ts'
import { type Blocks, buttons, context, divider, escapeText, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { refusalText } from '../slack/render.ts'

/** What a callback tells, in words. */
const typeText = ({ type }: Pick<OpenCallback, 'type'>, reader: Reader): string => {
  const key = `callback.type.${type}`
  return hasKey(key) ? reader.say(key) : escapeText(type)
}

/** What it is about: an order, or a customer. */
function subjectText({ subject }: Pick<OpenCallback, 'subject'>, reader: Reader): string {
  const [, kind = '', id = subject] = /^([a-z]+):([\s\S]*)$/.exec(subject) ?? []
  const key = `callback.subject.${kind}`
  const shown = `\`${escapeText(id)}\``
  return hasKey(key) ? reader.say(key, { id: shown }) : shown
}

/** Why the last attempt failed; '' before the first. */
const errorText = ({ error }: Pick<OpenCallback, 'error'>, reader: Reader): string =>
  error ? refusalText({ ok: false, ...error } as Refusal, reader) : ''

function stateText({ state, attempts, due_at }: OpenCallback, reader: Reader): string {
  if (state === 'dead') return `⚠️ ${reader.say('callback.state.dead', { attempts })}`
  if (state === 'queued') return `📤 ${reader.say('callback.state.queued')}`
  if (due_at) return `⏳ ${reader.say('callback.state.again', { when: reader.when(due_at) })}`
  return `⏳ ${reader.say('callback.state.waiting')}`
}

/** One that is not held back by others and not on its way can be settled. */
const settleButtons = ({ id, type, state, due_at }: OpenCallback, reader: Reader): Blocks =>
  state === 'dead' || due_at
    ? [
        buttons(
          { label: reader.say('callback.redrive'), operation: 'backroom.redrive', argument: id },
          {
            label: reader.say('callback.skip'),
            operation: 'backroom.skip',
            argument: id,
            style: 'danger',
            confirm: {
              title: reader.say('callback.skip'),
              text: reader.say('callback.skip_confirm', { type: typeText({ type }, reader) }),
              yes: reader.say('callback.skip'),
              no: reader.say('button.cancel'),
            },
          },
        ),
      ]
    : []

/** What the storefront has not been told yet: what died, then what waits. */
export function openCallbackList(page: Page<OpenCallback>, reader: Reader): Message {
  const title = reader.say('callback.open_title')
  const rows: Blocks = page.rows.flatMap((callback) => [
    section(
      [
        `*${typeText(callback, reader)}*  ${subjectText(callback, reader)}  ·  ${reader.when(callback.happened_at)}`,
        stateText(callback, reader),
        errorText(callback, reader),
      ]
        .filter(Boolean)
        .join('\n'),
    ),
    ...settleButtons(callback, reader),
  ])
  const shown = rows.length > 0 ? [...rows, divider] : [section(reader.say('callback.open_empty'))]
  return { text: title, blocks: [header(title), ...shown, ...pageButtons(page, 'backroom.callbacks', '', reader)] }
}

/** What was done with one. */
export function settledCallback(
  callback: Pick<OpenCallback, 'type' | 'subject'>,
  how: 'redriven' | 'skipped',
  reader: Reader,
): Message {
  const text = reader.say(`callback.${how}`, {
    type: typeText(callback, reader),
    subject: subjectText(callback, reader),
  })
  const list = { label: reader.say('callback.open_title'), operation: 'backroom.callbacks' }
  return { text, blocks: [section(text), buttons(list)] }
}

/** What stands in the operations channel: that the storefront does not take what it is told, and later that this is over. */
export function callbackAlertMessage({ since, dead, first }: CallbackAlert, reader: Reader): Message {
  const began = context(reader.say('callback.alert.since', { when: reader.when(since) }))
  if (!first) {
    const text = reader.say('callback.alert.over')
    return { text, blocks: [section(`🟢 ${text}`), began] }
  }
  const text = reader.say('callback.alert', { count: dead })
  const about = `*${typeText(first, reader)}*  ${subjectText(first, reader)}  ·  ${errorText(first, reader)}`
  return {
    text,
    blocks: [
      section(`🔴 ${text}\n${about}`),
      began,
      buttons({ label: reader.say('callback.open'), operation: 'backroom.callbacks' }),
    ],
  }
}
