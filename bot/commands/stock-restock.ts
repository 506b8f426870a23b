import { may, scopeOf } from '../../shop/access/member.ts'
import { closeRestock, declineRestock, promiseRestock } from '../../shop/restocks/answer.ts'
import { askForRestock, suggestedQuantity } from '../../shop/restocks/open.ts'
import { receiveStock } from '../../shop/restocks/receive.ts'
import { listRestocks, openRestockOf, type Restock, restockShown } from '../../shop/restocks/restock.ts'
import type { Result } from '../../shop/result.ts'
import { demandCard } from '../../shop/stock/card.ts'
import type { Modal } from '../blocks.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { restockList, restockMessage } from '../views/restock.ts'
import { askModal, declineModal, promiseModal, receiveModal } from '../views/restock-forms.ts'
import { cardShown } from './stock-card.ts'
import { atField } from './team-person.ts'

const PAGE = 10

/** A SKU and, after it, a number of pieces. */
const skuAndPieces = (text: string) => /^(.*?)\s+([+-]?\p{N}\S*)$/u.exec(text)?.slice(1) ?? []

const shown = (done: Result<Restock>, { member, reader }: Call): Answer => {
  const rights = { answer: may(member, 'stock.adjust'), close: may(member, 'stock.restock') }
  return done.ok ? { show: restockMessage(done.value, rights, reader) } : done
}

/** `SKU 40` asks at once; `SKU` opens the form with what is suggested, or the request whose answer is awaited. */
const restock: Operation = {
  id: 'stock.restock',
  permission: 'stock.restock',
  needs: true,
  usage: 'usage.stock.restock',
  async run(call) {
    const { services, settings, member, argument, reader } = call
    const card = await demandCard(services.db, settings, argument, scopeOf(member, 'stock.restock'))
    if (card.ok) {
      const { sku, available, levels, restock } = card.value
      if (restock?.state === 'asked') return restockShow.run({ ...call, argument: String(restock.id) })
      const suggested = await suggestedQuantity(services.db, settings, { sku, available, safety: levels.safety })
      return { open: askModal(card.value, suggested, settings['stock.cover_days'], reader) }
    }
    const [sku, quantity] = skuAndPieces(argument)
    return sku && quantity ? restockSave.run({ ...call, argument: sku, fields: { quantity } }) : card
  },
}

const restockSave: Operation = {
  id: 'stock.restock_save',
  permission: 'stock.restock',
  async run(call) {
    const { services, member, argument: sku, fields, via, now } = call
    const asked = { sku, quantity: fields.quantity ?? '', member, via }
    return shown(await askForRestock(services.db, services.jobs, asked, now), call)
  },
}

const restocks: Operation = {
  id: 'stock.restocks',
  permission: 'stock.view',
  reads: true,
  usage: 'usage.stock.restocks',
  async run({ services, member, argument, reader }) {
    const { cursor } = paged(argument)
    const page = await listRestocks(services.db, member, { size: PAGE, cursor })
    return page.ok ? { show: restockList(page.value, reader) } : page
  },
}

const restockShow: Operation = {
  id: 'stock.restock_show',
  permission: 'stock.view',
  reads: true,
  run: async (call) => shown(await restockShown(call.services.db, call.member, call.argument), call),
}

/** Opens a form about one request. */
const answerForm = (id: string, draw: (restock: Restock, reader: Reader) => Modal): Operation => ({
  id,
  permission: 'stock.adjust',
  async run({ services, member, argument, reader }) {
    const found = await restockShown(services.db, member, argument)
    return found.ok ? { open: draw(found.value, reader) } : found
  },
})
const promise = answerForm('stock.promise', promiseModal)
const decline = answerForm('stock.decline', declineModal)

const promiseSave: Operation = {
  id: 'stock.promise_save',
  permission: 'stock.adjust',
  async run(call) {
    const { services, member, argument, fields, via, now } = call
    const { quantity = '', due_on: dueOn = '' } = fields
    const asked = { restock: argument, quantity, dueOn, member, via }
    const done = await promiseRestock(services.db, services.jobs, asked, now)
    return done.ok ? shown(done, call) : atField(done, { 'restock.day': 'due_on' }, call)
  },
}

const declineSave: Operation = {
  id: 'stock.decline_save',
  permission: 'stock.adjust',
  async run(call) {
    const { services, member, argument, fields, via, now } = call
    const asked = { restock: argument, reason: fields.reason ?? '', member, via }
    return shown(await declineRestock(services.db, services.jobs, asked, now), call)
  },
}

const restockClose: Operation = {
  id: 'stock.restock_close',
  permission: 'stock.restock',
  async run(call) {
    const { services, member, argument, via, now } = call
    return shown(await closeRestock(services.db, services.jobs, { restock: argument, member, via }, now), call)
  },
}

/** `SKU 40` books at once; `SKU` opens the form with what is awaited. */
const receive: Operation = {
  id: 'stock.receive',
  permission: 'stock.adjust',
  needs: true,
  usage: 'usage.stock.receive',
  async run(call) {
    const { services, settings, member, argument, reader } = call
    const card = await demandCard(services.db, settings, argument, scopeOf(member, 'stock.adjust'))
    if (card.ok) return { open: receiveModal(card.value, await openRestockOf(services.db, card.value.sku), reader) }
    const [sku, quantity] = skuAndPieces(argument)
    return sku && quantity ? receiveSave.run({ ...call, argument: sku, fields: { quantity } }) : card
  },
}

const receiveSave: Operation = {
  id: 'stock.receive_save',
  permission: 'stock.adjust',
  async run(call) {
    const { services, member, argument: sku, fields, id: key, via, now } = call
    const asked = { sku, quantity: fields.quantity ?? '', member, key, via }
    const done = await receiveStock(services.db, services.jobs, asked, now)
    return done.ok ? cardShown(done.value, call) : done
  },
}

export const restockWords = { restock, restocks, receive }
export const restockOperations = [
  ...[restock, restockSave, restocks, restockShow, restockClose],
  ...[promise, promiseSave, decline, declineSave, receive, receiveSave],
]
