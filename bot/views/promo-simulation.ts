import type { KnownBlock } from '@slack/types'
import type { Simulation } from '../../shop/promotions/simulate.ts'
import { buttons, context, divider, escapeText, header, lineSections, type Message, section } from '../blocks.ts'
import type { Reader } from '../reader.ts'
import { refusalText } from '../slack/render.ts'
import { plainNameOf } from './goods.ts'
import { promotionName } from './promo.ts'

/** Letters that each list may take, so that a message holds all three. */
const MOST = 3800

/** Lines as few sections; where there are too many, how many more. */
function sections(lines: readonly string[], reader: Reader): KnownBlock[] {
  let length = 0
  const shown = lines.filter((line) => {
    length += line.length + 1
    return length <= MOST
  })
  if (shown.length < lines.length) shown.push(reader.say('promo.and_more', { count: lines.length - shown.length }))
  return lineSections(shown)
}

/** A line of the basket: what it cost, what each promotion took off it, what it costs, and why it cannot be bought. */
function lineText(line: Simulation['lines'][number], { names, currency, unsold }: Simulation, reader: Reader): string {
  const product = names.get(line.sku)
  const name = product ? plainNameOf(product, reader) : line.sku
  const money = (amount: bigint) => reader.money(amount, currency)
  const price = line.discounts.length > 0 ? `${money(line.gross)} → *${money(line.total)}*` : `*${money(line.total)}*`
  const offs = line.discounts.slice(0, 20).map(({ promotion, off }) => `\n      −${money(off)}  \`${promotion}\``)
  const why = unsold.get(line.sku)
  const not = why ? `\n      ⚠️ ${refusalText(why, reader)}` : ''
  return `${escapeText(name)}  \`${escapeText(line.sku)}\` × ${reader.number(line.quantity)}   ${price}${offs.join('')}${not}`
}

/** How the price of a basket comes about, line by line, and why each promotion did or did not apply. */
export function simulationMessage(quote: Simulation, reader: Reader): Message {
  const { currency, gross, discount, total, applied, missed } = quote
  const money = (amount: bigint) => reader.money(amount, currency)
  const text = reader.say('promo.simulation')
  const sum =
    discount > 0n
      ? reader.say('promo.simulation_total', { gross: money(gross), discount: money(discount), total: money(total) })
      : `*${money(total)}*  ·  ${reader.say('promo.simulation_none')}`
  const who = quote.customer ? `\`${escapeText(quote.customer)}\`` : reader.say('promo.simulation_guest')
  const known = new Map(quote.promotions.map((promotion) => [promotion.code, promotion]))
  const named = (code: string) => {
    const promotion = known.get(code)
    return promotion ? `${promotionName(promotion, reader)}  \`${code}\`` : `\`${code}\``
  }
  const appliedLines = applied.map(({ promotion, off, coupon, short }, at) =>
    [`${at + 1}. ${named(promotion)}`, `−${money(off)}`, coupon && `\`${coupon}\``]
      .filter(Boolean)
      .join('  ·  ')
      .concat(short ? `\n      ⚠️ ${refusalText(short, reader)}` : ''),
  )
  const missedLines = missed.map(({ promotion, why }) => `• ${named(promotion)}  ${refusalText(why, reader)}`)
  return {
    text: `${text}: ${money(total)}`,
    blocks: [
      header(text),
      ...sections(
        quote.lines.map((line) => lineText(line, quote, reader)),
        reader,
      ),
      section(sum),
      context(
        [
          reader.say('promo.simulation_for', { who, when: reader.when(quote.at) }),
          quote.region && escapeText(quote.region),
        ]
          .filter(Boolean)
          .join('  ·  '),
      ),
      ...(quote.coupon ? [section(`⚠️ ${refusalText(quote.coupon, reader)}`)] : []),
      divider,
      ...(applied.length > 0
        ? [section(`*${reader.say('promo.simulation_applied')}*`), ...sections(appliedLines, reader)]
        : []),
      ...(missed.length > 0
        ? [section(`*${reader.say('promo.simulation_missed')}*`), ...sections(missedLines, reader)]
        : []),
      buttons({ label: reader.say('promo.simulate'), operation: 'promo.simulate' }),
    ],
  }
}
