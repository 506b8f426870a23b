import { expect } from 'vitest'
import { at } from './acts.ts'
import type { Day } from './day.ts'

/** Customers review what came; merchants answer, and managers look after what is shown. */
export async function customersReview(day: Day): Promise<void> {
  const [mei, ola, kim] = [at(day, 'mei'), at(day, 'ola'), at(day, 'kim')]
  const post = (order: string, review: string, sku: string, rating: number, comment: string) =>
    day.tell('review.posted', { order, review, sku, rating, comment })
  await post('T-4', 'rv-1', 'G-109', 5, 'lovely <!channel>')
  await post('T-5', 'rv-1', 'G-109', 1, 'leaks')
  await post('R-2', 'rv-1', 'G-107', 2, 'dented')
  await post('R-2', 'rv-1', 'G-107', 3, 'dented, but bright')
  await post('R-7', 'rv-1', 'G-107', 1, 'buy at example.com')
  await ola.says('/review G-109', 'leaks')
  await ola.says('/review reply T-5/rv-1 We are sorry', 'We are sorry')
  await ola.says('/review reply T-4/rv-1')
  await ola.fills({ text: 'Thank you' })
  await kim.says('/review report R-7/rv-1')
  await kim.fills({ reason: 'an advertisement' })
  await mei.says('/review queue', 'leaks')
  await mei.says('/review publish T-5/rv-1', 'Published')
  await mei.says('/review dismiss R-7/rv-1')
  await mei.says('/review hide R-7/rv-1')
  await mei.fills({ reason: 'it is one, after all' })
  await mei.says('/review history R-7/rv-1', 'after all')
  const shown = await day.ask('GET', '/shop/products/G-109/reviews')
  expect(shown.body).toMatchObject({ sku: 'G-109', shown: false, missing: 1 })
}

/** What customers save is told to them when it runs out and when it costs less. */
export async function customersSave(day: Day): Promise<void> {
  for (const customer of ['c31', 'c32']) await day.tell('favourite.added', { customer, sku: 'G-110' })
  await day.tell('favourite.added', { customer: 'c33', sku: 'W-1' })
  await day.tell('favourite.removed', { customer: 'c32', sku: 'G-110' })
  const down = day.books.onHand('G-110') - day.books.promised('G-110') - 6
  await at(day, 'ola').says(`/stock adjust G-110 -${down} lent to the fair`)
  day.books.move('G-110', 'adjust', -down)
  await at(day, 'ola').says(`/stock adjust G-110 ${down} back from the fair`)
  day.books.move('G-110', 'adjust', down)
  await day.tell('product.upserted', { sku: 'W-1', price: '30.00', currency: 'CNY' })
  await at(day, 'mei').says('/review favourites', 'G-110')
  expect((await day.ask('GET', '/shop/products?saved=true&customer=c31')).body.products).toHaveLength(1)
}
