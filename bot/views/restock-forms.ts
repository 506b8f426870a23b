import { outstanding, type Restock } from '../../shop/restocks/restock.ts'
import type { StockCard } from '../../shop/stock/card.ts'
import { type Modal, section } from '../blocks.ts'
import { dateInput, numberInput, textInput } from '../inputs.ts'
import type { Reader } from '../reader.ts'
import { titleOf } from './goods.ts'
import { restockState } from './restock.ts'
import { summary } from './stock.ts'

const form = (reader: Reader) => ({ submit: reader.say('button.save'), close: reader.say('button.cancel') })

/** Asks for goods; `suggested` pieces, that last for `days`. */
export const askModal = (card: StockCard, suggested: number, days: number, reader: Reader): Modal => ({
  ...form(reader),
  title: reader.say('restock.ask_title'),
  operation: 'stock.restock_save',
  argument: card.sku,
  blocks: [
    section(`${titleOf(card, reader)}\n${summary(card, reader)}`),
    numberInput('quantity', {
      label: reader.say('restock.quantity'),
      hint: reader.say('restock.quantity_hint', { days }),
      value: suggested || null,
    }),
  ],
})

/** Promises goods by a day. */
export const promiseModal = (restock: Restock, reader: Reader): Modal => ({
  ...form(reader),
  title: reader.say('restock.promise_title'),
  operation: 'stock.promise_save',
  argument: String(restock.id),
  blocks: [
    section(`${titleOf(restock, reader)}\n${restockState(restock, reader)}`),
    numberInput('quantity', {
      label: reader.say('restock.quantity'),
      value: restock.promised ?? restock.quantity,
    }),
    dateInput('due_on', { label: reader.say('restock.due_on'), value: restock.dueOn }),
  ],
})

/** Says why goods cannot be sent. */
export const declineModal = (restock: Restock, reader: Reader): Modal => ({
  ...form(reader),
  title: reader.say('restock.cannot_title'),
  operation: 'stock.decline_save',
  argument: String(restock.id),
  blocks: [section(titleOf(restock, reader)), textInput('reason', { label: reader.say('field.reason'), long: true })],
})

/** Books a delivery in; `awaited`: the request that it is for, if there is one. */
export const receiveModal = (card: StockCard, awaited: Restock | null, reader: Reader): Modal => ({
  ...form(reader),
  title: reader.say('restock.receive_title'),
  operation: 'stock.receive_save',
  argument: card.sku,
  blocks: [
    section(`${titleOf(card, reader)}\n${awaited ? restockState(awaited, reader) : summary(card, reader)}`),
    numberInput('quantity', {
      label: reader.say('restock.quantity'),
      hint: reader.say('restock.receive_hint'),
      value: awaited && outstanding(awaited),
    }),
  ],
})
