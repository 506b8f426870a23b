import type { Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import type { PaymentChange } from '../../shop/payments/history.ts'
import type { PaymentMethod } from '../../shop/payments/rules.ts'
import { clip, header, type Message, quote, section } from '../blocks.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { methodLabel, paymentDifferences } from './payment-words.ts'

/** Letters of one change, so that a page of them fits into a message. */
const MOST_OF_A_CHANGE = 1_200

/** What a change was about: a method by its name, else the currency or the code it had. */
const aboutText = ({ about }: PaymentChange, methods: readonly PaymentMethod[], reader: Reader): string => {
  const method = methods.find(({ code }) => code === about)
  return method ? methodLabel(method, reader) : about
}

function line(change: PaymentChange, methods: readonly PaymentMethod[], reader: Reader): string {
  const { action, member, at, reason, after } = change
  const values = { about: aboutText(change, methods, reader), change: String(after.change ?? '') }
  const what = reader.say(`payments.did.${action.replace('.', '_')}` as Key, values)
  const who = member ? `<@${member}>` : 'Backroom'
  const differs = after.change ? '' : paymentDifferences(change, methods, reader)
  return `• ${[reader.when(at), who, what, differs, reason && quote(reason)].filter(Boolean).join('  ·  ')}`
}

/** Who changed what, newest first. */
export function paymentHistoryList(
  text: string,
  page: Page<PaymentChange>,
  methods: readonly PaymentMethod[],
  reader: Reader,
): Message {
  const title = reader.say('payments.history_title', { about: text || reader.say('payments.all_methods') })
  const lines = page.rows.map((change) => section(clip(line(change, methods, reader), MOST_OF_A_CHANGE)))
  const shown = lines.length > 0 ? lines : [section(reader.say('payments.history_empty'))]
  return { text: title, blocks: [header(title), ...shown, ...pageButtons(page, 'payments.history', text, reader)] }
}
