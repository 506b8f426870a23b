import type { Key } from '../../shop/i18n/index.ts'
import { toDecimal } from '../../shop/money.ts'
import type { Page } from '../../shop/pages.ts'
import type { PriceDetails } from '../../shop/products/price-details.ts'
import type { PriceChange } from '../../shop/products/prices.ts'
import type { Product } from '../../shop/products/product.ts'
import type { WaitingPrice } from '../../shop/products/waiting-prices.ts'
import {
  type Button,
  buttons,
  context,
  escapeText,
  header,
  lineSections,
  type Message,
  type Modal,
  quote,
  section,
} from '../blocks.ts'
import { textInput } from '../inputs.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { nameOf, titleOf } from './goods.ts'
import { mention } from './refund.ts'
import { withOpen } from './with-open.ts'

const marks: Record<PriceChange['state'], string> = {
  waiting: '⏳',
  applied: '✅',
  rejected: '⛔',
  expired: '⌛',
  withdrawn: '↩️',
}

/** From what to what, and by how much of what it was. */
export function changeText({ before, after, currency }: PriceChange, reader: Reader): string {
  const share = before === 0n ? '' : reader.percent((Number(after) - Number(before)) / Number(before))
  const values = { before: reader.money(before, currency), after: reader.money(after, currency) }
  return reader.say('price.change', { ...values, share: after > before && share ? `+${share}` : share || '–' })
}

/** Who decided what, when and why. */
function story({ change, approval }: PriceDetails, reader: Reader): string[] {
  const decisions = (approval?.decisions ?? []).map(({ member_id, decision, reason, at }) => {
    const said = reader.say(`price.decided.${decision}` as Key, { who: `<@${member_id}>`, when: reader.when(at) })
    return reason ? `${said} ${quote(reason)}` : said
  })
  const ended = ['expired', 'withdrawn'].includes(change.state) && change.settled_at
  const state = reader.say(`price.state.${change.state}`)
  return ended ? [...decisions, reader.say('price.ended', { state, when: reader.when(ended) })] : decisions
}

/** What can be done about a price that waits. */
export function priceButtons(
  subject: string,
  { decide, withdraw }: { decide: boolean; withdraw: boolean },
  reader: Reader,
): Button[] {
  const act = (label: Key, operation: string, style?: Button['style']): Button => ({
    label: reader.say(label),
    operation,
    argument: subject,
    ...(style && { style }),
  })
  return [
    ...(decide
      ? [act('price.approve', 'product.approve', 'primary'), act('price.reject', 'product.reject', 'danger')]
      : []),
    ...(withdraw ? [act('price.withdraw', 'product.withdraw')] : []),
  ]
}

/** Prices that wait; the button of each opens its product, where it is decided. */
export function waitingPriceList(page: Page<WaitingPrice>, reader: Reader): Message {
  const title = reader.say('price.waiting_title')
  const rows = page.rows.map((price) => {
    const { change, subject, sku } = price
    const asked = reader.say('price.asked', {
      who: change.requested_by ? `<@${change.requested_by}>` : 'Backroom',
      when: reader.when(change.requested_at),
    })
    const reason = change.reason ? ` ${quote(change.reason)}` : ''
    const about = `${titleOf(price, reader)}  \`${subject}\`\n${changeText(change, reader)}\n${asked}${reason}`
    return withOpen(about, 'product.show', sku, reader)
  })
  const shown = rows.length > 0 ? rows : [section(reader.say('price.waiting_empty'))]
  return { text: title, blocks: [header(title), ...shown, ...pageButtons(page, 'product.waiting', '', reader)] }
}

/**
 * A price as it stands: the prompt in the approvals channel, its reminder, and what the requester is told. `costs`: whether
 * all who read it may see what the product costs the shop.
 */
export function priceMessage(details: PriceDetails, costs: boolean, reader: Reader, above?: Key): Message {
  const { subject, change, product, deciders } = details
  const { sku, state, reason, requested_by, requested_at, after, before, currency } = change
  const title = reader.say('price.title', { name: nameOf(product, reader) })
  const waits = state === 'waiting'
  const open = { label: reader.say('button.open'), operation: 'product.show', argument: sku }
  const row = waits ? [...priceButtons(subject, { decide: true, withdraw: true }, reader), open] : [open]
  const warnings = [
    ...(costs && product.cost !== null && after < product.cost ? [reader.say('product.below_cost')] : []),
    ...(waits && product.price !== before
      ? [reader.say('price.moved', { price: reader.money(product.price, currency) })]
      : []),
  ]
  return {
    text: `${subject} ${title}: ${reader.say(`price.state.${state}`)}`,
    blocks: [
      ...(above && waits ? [section(`🔔 ${reader.say(above)}`)] : []),
      section(`${marks[state]} *${title}*  \`${escapeText(sku)}\`  \`${subject}\`\n${changeText(change, reader)}`),
      ...lineSections([
        `*${reader.say(`price.state.${state}`)}*`,
        ...warnings.map((warning) => `⚠️ ${warning}`),
        `${reader.say('price.asked', {
          who: requested_by ? `<@${requested_by}>` : 'Backroom',
          when: reader.when(requested_at),
        })}${reason ? ` ${quote(reason)}` : ''}`,
        ...story(details, reader),
      ]),
      ...(waits && deciders.length > 0 ? [context(mention(deciders))] : []),
      buttons(...row),
    ],
  }
}

/** Asks for a new price; `price` and `reason` as far as they were written already. */
export const priceModal = (
  product: Product,
  { price, reason, percent }: { price: string; reason: string; percent: string },
  reader: Reader,
): Modal => ({
  title: reader.say('price.new'),
  submit: reader.say('button.save'),
  close: reader.say('button.cancel'),
  operation: 'product.price_save',
  argument: product.sku,
  blocks: [
    section(
      `${titleOf(product, reader)}\n${reader.say('price.now', { price: reader.money(product.price, product.currency) })}`,
    ),
    textInput('price', {
      label: `${reader.say('price.new')} (${product.currency})`,
      hint: reader.say('price.hint', { percent }),
      value: price || toDecimal(product.price, product.currency),
    }),
    textInput('reason', { label: reader.say('field.reason'), optional: true, long: true, value: reason }),
  ],
})

/** Asks why a price is rejected. */
export const rejectPriceModal = (details: PriceDetails, reader: Reader): Modal => ({
  title: reader.say('price.reject_title'),
  submit: reader.say('price.reject_title'),
  close: reader.say('button.cancel'),
  operation: 'product.reject_save',
  argument: details.subject,
  blocks: [
    section(`*${nameOf(details.product, reader)}*\n${changeText(details.change, reader)}`),
    textInput('reason', { label: reader.say('field.reason'), long: true }),
  ],
})
