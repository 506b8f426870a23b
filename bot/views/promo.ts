import type { KnownBlock } from '@slack/types'
import type { Audited } from '../../shop/audit.ts'
import { hasKey, type Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import type { Control } from '../../shop/promotions/fields.ts'
import { formFields } from '../../shop/promotions/form.ts'
import type { Listed, PromotionCard } from '../../shop/promotions/list.ts'
import type { Promotion, PromotionState } from '../../shop/promotions/promotion.ts'
import { promotionTypes } from '../../shop/promotions/types/index.ts'
import {
  type Button,
  buttons,
  clip,
  context,
  escapeText,
  fields,
  header,
  type Message,
  section,
  sectionWith,
} from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { withOpen } from './with-open.ts'

const marks: Record<PromotionState, string> = {
  running: '🟢',
  scheduled: '🕒',
  paused: '⏸️',
  draft: '📝',
  sold_out: '🏁',
  used_up: '🏁',
  ended: '⚪',
}

export const promotionName = ({ terms }: Promotion, reader: Reader): string =>
  escapeText(reader.locale === 'zh-CN' ? (terms.name_zh ?? terms.name) : terms.name)

/** How it stands, at a glance and in words, and until when. */
function standing({ state, until }: Listed, reader: Reader): string {
  const when = until && ['running', 'scheduled'].includes(state) ? reader.when(until) : null
  const then = when && reader.say(state === 'running' ? 'promo.until' : 'promo.opens', { when })
  return [`${marks[state]} ${reader.say(`promotion.state.${state}`)}`, then].filter(Boolean).join('  ·  ')
}

const figures = ({ promotion, used }: Listed, reader: Reader): string =>
  reader.say('promo.figures', { uses: Number(used.uses), given: reader.money(used.given, promotion.currency) })

const title = ({ promotion }: Listed, reader: Reader): string =>
  `*${promotionName(promotion, reader)}*  \`${promotion.code}\`  ·  ${reader.say(`promotion.type.${promotion.type.code}` as Key)}`

const newButton = (reader: Reader): Button => ({ label: reader.say('promo.new'), operation: 'promo.new' })
const simulateButton = (reader: Reader): Button => ({
  label: reader.say('promo.simulate'),
  operation: 'promo.simulate',
})

/** A page of promotions; the button of each opens its card. */
export function promotionList(page: Page<Listed>, reader: Reader): Message {
  const text = reader.say('promo.title')
  const rows = page.rows.map((row) => {
    const about = `${title(row, reader)}\n${standing(row, reader)}  ·  ${figures(row, reader)}`
    return withOpen(about, 'promo.show', row.promotion.code, reader)
  })
  return {
    text,
    blocks: [
      header(text),
      ...(rows.length > 0 ? rows : [section(reader.say('promo.empty'))]),
      ...pageButtons(page, 'promo.list', '', reader),
      buttons(newButton(reader), simulateButton(reader)),
    ],
  }
}

const of = (used: bigint | number, most: number | null, reader: Reader): string =>
  most === null
    ? reader.number(Number(used))
    : reader.say('promo.of', { used: reader.number(Number(used)), most: reader.number(most) })

/** What it has done so far, beside what it may. */
function cardFigures({ promotion, used }: PromotionCard, reader: Reader): KnownBlock[] {
  const { limits, currency } = promotion
  const { budget } = limits
  const left = budget === null || budget < used.given ? 0n : budget - used.given
  return fields([
    [reader.say('promo.orders'), of(used.uses, limits.uses, reader)],
    [reader.say('promo.given'), reader.money(used.given, currency)],
    [reader.say('promo.pieces'), of(used.pieces, limits.pieces, reader)],
    ...(budget === null ? [] : [[reader.say('promo.budget_left'), reader.money(left, currency)] as const]),
  ])
}

/** Its form, field by field, as far as it is filled in. */
function cardRule({ promotion, texts }: PromotionCard, reader: Reader): KnownBlock {
  const valueText = (control: Control, value: unknown, text: string) => {
    if (control === 'amount' && typeof value === 'bigint') return reader.money(value, promotion.currency)
    if (control === 'yes_no') return reader.say('promo.yes')
    return control === 'percent' ? `${text}%` : escapeText(text)
  }
  return section(
    formFields(promotion.type)
      .filter(([name]) => !['name', 'name_zh'].includes(name) && (texts[name] ?? 'no') !== 'no')
      .map(([name, { control }]) => {
        const value = { ...promotion.terms, ...promotion.rule }[name]
        return `${reader.say(`promotion.field.${name}` as Key)}: *${valueText(control, value, texts[name] ?? '')}*`
      })
      .join('\n'),
  )
}

/** One promotion with its figures, and what can be done with it. */
export function promotionMessage(card: PromotionCard, reader: Reader): Message {
  const { code, status } = card.promotion
  const act = (label: Key, operation: string): Button => ({ label: reader.say(label), operation, argument: code })
  const end: Button = {
    ...act('promo.end', 'promo.end'),
    style: 'danger',
    confirm: {
      title: reader.say('promo.end_title'),
      text: reader.say('promo.end_text'),
      yes: reader.say('promo.end'),
      no: reader.say('button.cancel'),
    },
  }
  const row = [
    ...(status === 'ended' ? [] : [act('promo.edit', 'promo.edit')]),
    ...(status === 'active' ? [act('promo.pause', 'promo.pause')] : []),
    ...(status === 'paused' ? [act('promo.resume', 'promo.resume')] : []),
    ...(status === 'draft' ? [act('promo.start', 'promo.resume')] : []),
    act('promo.coupons', 'promo.coupons'),
    act('promo.history', 'promo.history'),
    ...(status === 'ended' ? [] : [end]),
  ]
  return {
    text: `${promotionName(card.promotion, reader)} (${code}): ${reader.say(`promotion.state.${card.state}`)}`,
    blocks: [
      section(`${title(card, reader)}\n${standing(card, reader)}`),
      ...cardFigures(card, reader),
      cardRule(card, reader),
      context(reader.say('promo.zone', { zone: card.promotion.schedule.zone })),
      buttons(...row),
    ],
  }
}

/** The types that there are, each with a button that opens its form. */
export function typeList(reader: Reader): Message {
  const text = reader.say('promo.choose_type')
  const rows = promotionTypes.map(({ code }) =>
    sectionWith(
      `*${reader.say(`promotion.type.${code}` as Key)}*\n${reader.say(`promotion.type.${code}.about` as Key)}`,
      { label: reader.say('promo.new'), operation: 'promo.new', argument: code },
    ),
  )
  return { text, blocks: [header(text), ...rows] }
}

/** Letters of one change, so that a page of them fits into a message. */
const MOST_OF_A_CHANGE = 700

/** What of a form one change was about, in the reader's words where there are some. */
function changed({ before, after }: Audited, reader: Reader): string {
  if (!before) return ''
  const texts = (value: unknown) => (value ?? {}) as Record<string, unknown>
  const [was, is] = [texts(before), texts(after)]
  // Of its status the action tells.
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (name) => name !== 'status' && was[name] !== is[name],
  )
  const fieldName = (name: string) =>
    hasKey(`promotion.field.${name}`) ? reader.say(`promotion.field.${name}` as Key) : `\`${name}\``
  const shown = (value: unknown) => {
    const text = String(value ?? '')
    if (text === '') return reader.say('promo.nothing')
    return text === 'yes' || text === 'no' ? reader.say(`promo.${text}`) : escapeText(text)
  }
  return reader.list(names.map((name) => `${fieldName(name)}: ${shown(was[name])} → ${shown(is[name])}`))
}

/** Who did what, newest first. */
export function promotionHistoryMessage(code: string, page: Page<Audited>, reader: Reader): Message {
  const text = reader.say('promo.history_title', { code: code || reader.say('promo.history_all') })
  const lines = page.rows.map((change) => {
    const action = reader.say(`promo.action.${change.action.replace('promotion.', '')}` as Key)
    const who = change.member_id ? `<@${change.member_id}>` : 'Backroom'
    const reason = change.reason ? `“${escapeText(change.reason)}”` : ''
    const parts = [reader.when(change.at), `\`${change.subject}\``, who, action, changed(change, reader), reason]
    return section(clip(`• ${parts.filter(Boolean).join('  ·  ')}`, MOST_OF_A_CHANGE))
  })
  return {
    text,
    blocks: [
      header(text),
      ...(lines.length > 0 ? lines : [section(reader.say('promo.history_empty'))]),
      ...pageButtons(page, 'promo.history', code, reader),
    ],
  }
}
