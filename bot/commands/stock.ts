import { scopeOf } from '../../shop/access/member.ts'
import type { Result } from '../../shop/result.ts'
import { adjustStock } from '../../shop/stock/adjust.ts'
import { demandCard, type StockCard } from '../../shop/stock/card.ts'
import { stockLedger } from '../../shop/stock/ledger.ts'
import { lookUpStock, lowStock } from '../../shop/stock/look-up.ts'
import { setLevels } from '../../shop/stock/set-levels.ts'
import type { Modal } from '../blocks.ts'
import { unquoted } from '../first-word.ts'
import type { Answer, Call, Command, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import type { Reader } from '../reader.ts'
import { unchanged } from '../slack/render.ts'
import { movementList, stockList } from '../views/stock.ts'
import { adjustModal, levelsModal } from '../views/stock-forms.ts'
import { cardShown } from './stock-card.ts'
import { countOperations, countWords } from './stock-count.ts'
import { restockOperations, restockWords } from './stock-restock.ts'

const PAGE = 10

const show: Operation = {
  id: 'stock.show',
  permission: 'stock.view',
  reads: true,
  usage: 'usage.stock.show',
  async run(call) {
    const { services, settings, member, argument, reader } = call
    const { text: written, cursor } = paged(argument)
    const text = unquoted(written)
    if (!text) return low.run(call)
    const found = await lookUpStock(services.db, settings, member, text, { size: PAGE, cursor })
    if (!found.ok) return found
    if ('card' in found.value) return cardShown(found.value.card, call)
    const { matches } = found.value
    const title = reader.say('stock.search_title', { text })
    return { show: stockList(matches, title, 'stock.search_empty', 'stock.show', text, reader) }
  },
}

const low: Operation = {
  id: 'stock.low',
  permission: 'stock.view',
  reads: true,
  usage: 'usage.stock.low',
  async run({ services, settings, member, argument, reader }) {
    const { cursor } = paged(argument)
    const page = await lowStock(services.db, settings, member, { size: PAGE, cursor })
    if (!page.ok) return page
    const title = reader.say('stock.low_title')
    return { show: stockList(page.value, title, 'stock.low_empty', 'stock.low', '', reader) }
  },
}

const movements: Operation = {
  id: 'stock.movements',
  permission: 'stock.view',
  reads: true,
  needs: true,
  usage: 'usage.stock.movements',
  async run({ services, settings, member, argument, reader }) {
    const { text: sku, cursor } = paged(argument)
    const page = await stockLedger(services.db, settings, member, sku, { size: 15, cursor })
    return page.ok ? { show: movementList(sku, page.value, reader) } : page
  },
}

/** Opens a form about one product. */
async function form({ services, settings, member, reader }: Call, sku: string, draw: DrawForm): Promise<Answer> {
  const card = await demandCard(services.db, settings, sku, scopeOf(member, 'stock.adjust'))
  return card.ok ? { open: draw(card.value, reader) } : card
}
type DrawForm = (card: StockCard, reader: Reader) => Modal

/** `SKU` opens the form; `SKU +5 reason` books at once. */
const adjust: Operation = {
  id: 'stock.adjust',
  permission: 'stock.adjust',
  needs: true,
  usage: 'usage.stock.adjust',
  async run(call) {
    const whole = await form(call, call.argument, (card, reader) => adjustModal(card, '', reader))
    const [, sku = '', change = '', reason = ''] =
      /^(.*?)\s+([+-]?\p{N}\S*|[+-]\S+)(?:\s+([\s\S]+))?$/u.exec(call.argument) ?? []
    if (!('code' in whole) || !change) return whole
    return reason
      ? adjustSave.run({ ...call, argument: sku, fields: { change, reason } })
      : form(call, sku, (card, reader) => adjustModal(card, change, reader))
  },
}

const levels: Operation = {
  id: 'stock.levels',
  permission: 'stock.adjust',
  needs: true,
  usage: 'usage.stock.levels',
  run: (call) => form(call, call.argument, levelsModal),
}

const shown = async (done: Result<StockCard>, call: Call): Promise<Answer> =>
  done.ok ? cardShown(done.value, call) : done

const adjustSave: Operation = {
  id: 'stock.adjust_save',
  permission: 'stock.adjust',
  async run(call) {
    const { services, member, argument: sku, fields, id: key, via, now } = call
    const { change = '', reason = '' } = fields
    return shown(await adjustStock(services.db, services.jobs, { sku, change, reason, member, key, via }, now), call)
  },
}

const levelsSave: Operation = {
  id: 'stock.levels_save',
  permission: 'stock.adjust',
  async run(call) {
    const { services, member, argument: sku, fields, via, now } = call
    const { warning = null, safety = null, minimum = null, reason = null } = fields
    const asked = { sku, warning, safety, minimum, reason, member, via }
    const done = await setLevels(services.db, services.jobs, asked, now)
    return done.ok ? unchanged(await cardShown(done.value.card, call), !done.value.changed, call.reader) : done
  },
}

export const stock: Command = {
  name: 'stock',
  words: { low, adjust, levels, movements, ...restockWords, ...countWords },
  otherwise: show,
}
export const stockOperations = [
  show,
  low,
  movements,
  adjust,
  adjustSave,
  levels,
  levelsSave,
  ...restockOperations,
  ...countOperations,
]
