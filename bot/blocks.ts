import type {
  ActionsBlock,
  Block,
  KnownBlock,
  PlainTextElement,
  SectionBlock,
  Button as SlackButton,
  View,
} from '@slack/types'
import type { z } from 'zod'
import type { formCarries } from './carried.ts'

export type Blocks = (KnownBlock | Block)[]

/** What is shown: blocks, and the plain text that notifications and screen readers use. */
export interface Message {
  text: string
  blocks: Blocks
}

/** Signs that turn the direction of what follows them, beyond the text that they stand in. */
const turning = /[\u202A-\u202E\u2066-\u2069]/g

/** Text that others wrote, safe inside mrkdwn: it can neither ping nor link, nor turn around what stands behind it. */
export const escapeText = (text: string): string =>
  text.replace(turning, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A channel by its id as a link, by its name as it is. */
export const channelLabel = (channel: string): string =>
  /^[CG][A-Z0-9]{2,}$/.test(channel) ? `<#${channel}>` : `#${escapeText(channel)}`

/** Cuts at a whole character so that Slack's limit holds, with an ellipsis where something is missing. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}

export const plain = (text: string, most = 150): PlainTextElement => ({
  type: 'plain_text',
  text: clip(text, most),
  emoji: true,
})

export const header = (text: string): KnownBlock => ({ type: 'header', text: plain(text) })
export const divider: KnownBlock = { type: 'divider' }
export const section = (text: string): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: clip(text, 3000) },
})
/** Of what someone wrote, a list repeats no more characters. */
const MOST_QUOTED = 300

/** What someone wrote, in quotation marks; only its beginning where it is long. */
export const quote = (text: string): string => `“${escapeText(clip(text, MOST_QUOTED))}”`

/** Lines below each other, in as many sections as they need. */
export function lineSections(lines: readonly string[]): KnownBlock[] {
  const texts: string[] = []
  for (const line of lines) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + 1 + line.length <= 3000) texts[texts.length - 1] = `${last}\n${line}`
    else texts.push(line)
  }
  return texts.map(section)
}

export const context = (...texts: string[]): KnownBlock => ({
  type: 'context',
  elements: texts.slice(0, 10).map((text) => ({ type: 'mrkdwn', text: clip(text, 2000) })),
})

/** Name and value pairs in two columns; a section holds 10, more go on in the next. */
export function fields(pairs: readonly (readonly [string, string])[]): KnownBlock[] {
  const cells = pairs.map(([name, value]) => ({ type: 'mrkdwn' as const, text: clip(`*${name}*\n${value}`, 2000) }))
  const sections: KnownBlock[] = []
  for (let at = 0; at < cells.length; at += 10) sections.push({ type: 'section', fields: cells.slice(at, at + 10) })
  return sections
}

/** A button that runs an operation with an argument. */
export interface Button {
  label: string
  operation: string
  argument?: string
  style?: 'primary' | 'danger'
  /** Asked before it runs. */
  confirm?: { title: string; text: string; yes: string; no: string }
}

/** Action ids have to differ within a block, so the place in the row follows a `#`. */
const inRow = ({ label, operation, argument = '', style, confirm }: Button, place: number): SlackButton => ({
  type: 'button',
  text: plain(label, 75),
  action_id: `${operation}#${place}`,
  ...(argument && { value: clip(argument, 2000) }),
  ...(style && { style }),
  ...(confirm && {
    confirm: {
      title: plain(confirm.title, 100),
      text: plain(confirm.text, 300),
      confirm: plain(confirm.yes, 30),
      deny: plain(confirm.no, 30),
      ...(style && { style }),
    },
  }),
})

/** A row of buttons. */
export const buttons = (...row: Button[]): ActionsBlock => ({ type: 'actions', elements: row.slice(0, 25).map(inRow) })

/** A message with a line above it: what has to be known first. */
export const noted = (note: string, { text, blocks }: Message): Message => ({
  text: `${note} ${text}`,
  blocks: [section(note), ...blocks.slice(0, 49)],
})

/** A section with a button beside it, which opens what it is about. */
export const sectionWith = (text: string, button: Button): SectionBlock => ({
  ...section(text),
  accessory: { ...inRow(button, 0), action_id: button.operation },
})

/** One more button: in the row that ends the blocks, or in a row of its own. */
export function withButton(blocks: Blocks, button: Button): Blocks {
  const last = blocks.at(-1)
  if (last?.type !== 'actions') return [...blocks.slice(0, 49), buttons(button)]
  const { elements, ...row } = last as ActionsBlock
  return [...blocks.slice(0, -1), { ...row, elements: [...elements, inRow(button, elements.length)] }]
}

/** The operation that an action id or callback id names. */
export const operationOf = (actionId: string): string => actionId.split('#')[0] ?? ''

/** A modal that runs an operation when it is submitted. */
export interface Modal {
  title: string
  submit?: string
  close: string
  operation?: string
  /** Comes back with the submission. */
  argument?: string
  blocks: Blocks
}

export const modalView = (modal: Modal, channel: string | null): View => ({
  type: 'modal',
  title: plain(modal.title, 24),
  ...(modal.submit && { submit: plain(modal.submit, 24) }),
  close: plain(modal.close, 24),
  ...(modal.operation && { callback_id: modal.operation }),
  private_metadata: JSON.stringify({ argument: modal.argument ?? '', channel } satisfies z.infer<typeof formCarries>),
  blocks: modal.blocks,
})
