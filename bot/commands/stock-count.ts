import { may, scopeOf } from '../../shop/access/member.ts'
import { bookCount, type LineAsked } from '../../shop/counts/book.ts'
import { countDetails, listCounts } from '../../shop/counts/history.ts'
import { countedCategories, type SheetCard, sheetOfCategory, sheetOfList } from '../../shop/counts/sheet.ts'
import type { Result } from '../../shop/result.ts'
import { demandCard } from '../../shop/stock/card.ts'
import type { Modal } from '../blocks.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { countList, countMessage, reasonModal, sheetIn, sheetModal, startModal } from '../views/counts.ts'

const PAGE = 10

/** Books what was counted; where a difference has no reason yet, the next form asks for it. */
async function book(call: Call, lines: LineAsked[], next: (modal: Modal) => Answer): Promise<Answer> {
  const { services, member, fields, id: key, via, now, reader } = call
  const asked = { lines, reason: fields.reason ?? null, member, key, via }
  const done = await bookCount(services.db, services.jobs, asked, now)
  if (!done.ok) return done
  if ('count' in done.value) return shown(call, String(done.value.count))
  // What fits stays on the sheet, so that it is kept as counted too.
  const counted = lines
    .filter(({ counted }) => counted.trim() !== '')
    .map((line) => ({ ...line, counted: Number(line.counted) }))
  return next(reasonModal(counted, done.value.unexplained, reader))
}

async function shown({ services, member, reader }: Call, id: string): Promise<Answer> {
  const count = await countDetails(services.db, member, id)
  return count.ok ? { show: countMessage(count.value, may(member, 'stock.count'), reader) } : count
}

const sheet = (cards: Result<SheetCard[]>, { reader }: Call): Result<Modal> =>
  cards.ok ? { ok: true, value: sheetModal(cards.value, reader) } : cards

/** `SKU 12 [reason]` books at once; `SKU`, a list of them or `category NAME` opens the sheet; nothing asks what to count. */
const count: Operation = {
  id: 'stock.count',
  permission: 'stock.count',
  usage: 'usage.stock.count',
  async run(call) {
    const { services, settings, member, argument, reader } = call
    const { db } = services
    if (!argument) return { open: startModal(await countedCategories(db, member), reader) }
    const [, category] = /^(?:category|类别)\s+([\s\S]+)$/i.exec(argument) ?? []
    const whole = category ? null : await demandCard(db, settings, argument, scopeOf(member, 'stock.count'))
    const [, written = '', counted, reason] = /^(\S+)\s+([+-]?\p{N}\S*)(?:\s+([\s\S]+))?$/u.exec(argument) ?? []
    if (!category && !whole?.ok && counted) {
      const drawn = await sheetOfList(db, settings, member, written)
      if (!drawn.ok) return drawn
      const lines = drawn.value.map(({ sku, onHand, since }) => ({ sku, expected: onHand, since, counted }))
      const fields: Record<string, string> = reason ? { reason } : {}
      return book({ ...call, fields }, lines, (open) => ({ open }))
    }
    const cards = category
      ? await sheetOfCategory(db, settings, member, category)
      : await sheetOfList(db, settings, member, argument)
    const opened = sheet(cards, call)
    return opened.ok ? { open: opened.value } : opened
  },
}

const countStart: Operation = {
  id: 'stock.count_start',
  permission: 'stock.count',
  async run(call) {
    const { services, settings, member, fields } = call
    const { category, list = '' } = fields
    const cards =
      category && !list
        ? await sheetOfCategory(services.db, settings, member, category)
        : await sheetOfList(services.db, settings, member, list)
    const opened = sheet(cards, call)
    return opened.ok ? { update: opened.value } : opened
  },
}

const countSave: Operation = {
  id: 'stock.count_save',
  permission: 'stock.count',
  run(call) {
    const lines = sheetIn(call.argument).map(({ sku, expected, since, counted }, at) => ({
      ...{ sku, expected, since, counted: call.fields[`counted_${at}`] ?? (counted === null ? '' : String(counted)) },
    }))
    return book(call, lines, (update) => ({ update }))
  },
}

const counts: Operation = {
  id: 'stock.counts',
  permission: 'stock.view',
  reads: true,
  usage: 'usage.stock.counts',
  async run({ services, member, argument, reader }) {
    const { cursor } = paged(argument)
    const page = await listCounts(services.db, member, { size: PAGE, cursor })
    return page.ok ? { show: countList(page.value, reader) } : page
  },
}

const countShow: Operation = {
  id: 'stock.count_show',
  permission: 'stock.view',
  reads: true,
  run: (call) => shown(call, call.argument),
}

export const countWords = { count, counts }
export const countOperations = [count, countStart, countSave, counts, countShow]
