import type { Page } from '../../shop/pages.ts'
import type { Verdict } from '../../shop/payments/check.ts'
import type { PaymentCheck } from '../../shop/payments/look-up.ts'
import { STOREFRONT } from '../../shop/payments/rules.ts'
import { context, escapeText, header, type Message, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import { type Reader, roleNames } from '../reader.ts'
import { refusalText } from '../slack/render.ts'
import { methodLabel } from './payment-words.ts'

function verdictText({ method, reasons, fee }: Verdict, currency: string, reader: Reader): string {
  const name = `*${methodLabel(method, reader)}*  \`${method.code}\``
  if (reasons.length > 0)
    return [`🚫 ${name}`, ...reasons.map((reason) => `• ${refusalText(reason, reader)}`)].join('\n')
  const payer = reader.say(`payment.payer.${method.rules.feePayer}`)
  const cost = fee ? `  ·  ${reader.say('payments.fee', { fee: reader.money(fee, currency), payer })}` : ''
  return `✅ ${name}${cost}`
}

/** Which methods apply to an order or customer, then each other one with every reason against it. */
export function paymentCheckList(
  { asked, order, name, paid }: PaymentCheck,
  page: Page<Verdict>,
  text: string,
  reader: Reader,
): Message {
  const { amount, currency, region, customer, by } = asked
  const who = escapeText(name ?? customer ?? '')
  const title = order
    ? reader.say('payments.check_order', { order })
    : reader.say('payments.check_customer', { name: name ?? customer ?? '' })
  const about = [
    ...(order ? [who] : []),
    amount === null ? currency : `${reader.money(amount, currency)} (${currency})`,
    region === null ? reader.say('payments.no_region') : escapeText(region),
    roleNames(by === STOREFRONT ? [STOREFRONT] : by, reader),
  ]
  return {
    text: title,
    blocks: [
      header(title),
      context(about.join('  ·  ')),
      ...(paid ? [section(`ℹ️ ${reader.say('payments.paid')}`)] : []),
      ...page.rows.map((verdict) => section(verdictText(verdict, currency, reader))),
      ...pageButtons(page, 'payments.check', text, reader),
    ],
  }
}
