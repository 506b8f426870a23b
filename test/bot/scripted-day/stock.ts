import { at } from './acts.ts'
import type { Day } from './day.ts'
import { goods } from './goods.ts'
import { merchants } from './staff.ts'

const OPENING = 200

/** Each merchant books in what they have. */
export async function goodsAreBooked(day: Day): Promise<void> {
  for (const [sku, { merchant }] of Object.entries(goods)) {
    await at(day, merchants[merchant]).says(`/stock adjust ${sku} +${OPENING} opening`, sku)
    day.books.move(sku, 'adjust', OPENING)
  }
  await at(day, 'wang').says('/stock adjust W-1 +3 from home')
  day.books.move('W-1', 'adjust', 3)
}

/** Stock is looked at, corrected and given levels. */
export async function stockIsKept(day: Day): Promise<void> {
  const [mei, kim] = [at(day, 'mei'), at(day, 'kim')]
  await mei.says('/stock low', 'W-1')
  await mei.says('/stock G-107', 'On hand')
  await mei.presses('stock.adjust')
  await mei.fills({ change: '-2', reason: 'dropped' })
  day.books.move('G-107', 'adjust', -2)
  await kim.says('/stock levels G-108')
  await kim.fills({ warning: '30', safety: '12', minimum: '2' })
  await kim.says('/stock movements G-107', 'dropped')
}

/** New goods are asked for, promised, refused and received. */
export async function goodsAreRestocked(day: Day): Promise<void> {
  const [mei, ito, ola] = [at(day, 'mei'), at(day, 'ito'), at(day, 'ola')]
  await mei.says('/stock restock G-106')
  await mei.fills({ quantity: '40' })
  await ito.presses('stock.promise', await day.post('dm', 'G-106', 'ito'))
  await ito.fills({ quantity: '30', due_on: day.dayIn(2) })
  await ito.says('/stock receive G-106 12')
  await ito.says('/stock receive G-106')
  await ito.fills({ quantity: '18' })
  day.books.move('G-106', 'receive', 30)
  await mei.says('/stock restock G-109 25')
  await ola.presses('stock.decline', await day.post('dm', 'G-109', 'ola'))
  await ola.fills({ reason: 'the kiln is cold' })
  await mei.says('/stock restocks', 'G-109')
  await mei.presses('stock.restock_show')
  await mei.says('/stock restock G-110 9')
  await mei.says('/stock restocks', 'G-110')
  await mei.presses('stock.restock_show')
  await mei.presses('stock.restock_close')
}

/** The shelf is counted: what differs from the books is booked with a reason. */
export async function goodsAreCounted(day: Day): Promise<void> {
  const [mei, rui] = [at(day, 'mei'), at(day, 'rui')]
  const { books } = day
  await mei.says(`/stock count G-108 ${books.onHand('G-108') - 1} one was taken`)
  books.move('G-108', 'count', -1)
  await rui.says('/stock count')
  await rui.person.fill({ list: 'G-111, G-112' }, { in: 'modal' })
  await rui.person.submit()
  const counted = { counted_0: String(books.onHand('G-111')), counted_1: String(books.onHand('G-112') + 2) }
  await rui.person.fill(counted, { in: 'modal' })
  await rui.person.submit()
  await rui.fills({ reason: 'found two in the back' })
  books.move('G-112', 'count', 2)
  await mei.says('/stock counts')
  await mei.presses('stock.count_show')
}
