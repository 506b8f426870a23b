import type { Command } from '../../bot/operation.ts'
import { exceptionRef } from '../../shop/exceptions/exception.ts'
import { addMethod } from '../../shop/payments/own.ts'
import { couponKinds } from '../../shop/promotions/coupons/make.ts'
import { demand } from '../../shop/result.ts'
import { approveReturn } from '../../shop/returns/decide.ts'
import { returnNumber } from '../../shop/returns/states.ts'
import { complain } from '../../shop/support/complain.ts'
import { sweepTimers } from '../../shop/timers/index.ts'
import { person } from '../shop/people.ts'
import type { SupportWorld } from './support-world.ts'

/** What each command is about in the shop, so that requests get as far as they can. */
export type Subjects = Record<Command['name'], string[]>

/** Has happen what the sample shop lacks, so that every form can be opened, and gives what there is. */
export async function setScene({ world, db, jobs }: SupportWorld): Promise<Subjects> {
  const [ana, zhao] = [world.person('U0ANA'), world.person('U0ZHAO')]
  const skus = (await db.selectFrom('products').select('sku').orderBy('sku').limit(2).execute()).map(({ sku }) => sku)
  const orders = await db.selectFrom('orders').select(['number', 'status']).orderBy('placed_at', 'desc').execute()
  const numbers = ['pending_payment', 'paid', 'processing', 'completed'].flatMap(
    (status) => orders.find((order) => order.status === status)?.number ?? [],
  )
  await sweepTimers(db, jobs, world.now())
  await ana.command(`/order problem ${numbers[1]} address_problem No such street`, { channel: 'general' })
  await ana.command('/team give @zhao admin', { channel: 'general' })
  for (const key of ['team.approval', 'payment.approval']) await ana.command(`/settings set ${key} yes`)
  await ana.command('/settings set settings.approval all')
  const member = person(ana.id, ['admin'])
  const by = { member, via: 'test' }
  const complaint = { conversation: '3', severity: 'high', day: '2030-01-01', reason: 'It broke again', ...by }
  demand(await complain(db, jobs, complaint, world.now()))
  for (const code of ['cash', 'voucher']) await addMethod(db, { code, name: code, nameZh: code, ...by }, world.now())
  for (const asked of [
    '/settings set stock.safety_level 12',
    '/settings set stock.warning_level 40',
    '/settings feedback stock.safety_level 2 too high',
    '/team give @sam approver',
    '/team give @tom manager',
    '/payments on bank_transfer',
    '/payments on cash',
    '/payments on voucher',
    ...skus.map((sku) => `/product price ${sku} 1.00 a mistake`),
    '/report schedule sales daily 09:00 #reports',
  ])
    await zhao.command(asked, { channel: 'general' })
  // One of two returns under way is received when its button is pressed.
  const waiting = await db
    .selectFrom('returns')
    .select(['order_number', 'seq'])
    .where('state', '=', 'requested')
    .where('kind', '=', 'return')
    .executeTakeFirstOrThrow()
  demand(await approveReturn(db, jobs, { return: returnNumber(waiting), instructions: null, ...by }, world.now()))
  await world.settled()
  const refunds = await db
    .selectFrom('refunds')
    .select(['order_number', 'id'])
    .where('state', '=', 'requested')
    .execute()
  const reviews = await db.selectFrom('reviews').select(['order_number', 'id']).limit(2).execute()
  const exceptions = await db.selectFrom('order_exceptions').select(['order_number', 'id', 'kind']).execute()
  const promotions = (await db.selectFrom('promotions').select('code').execute()).map(({ code }) => code)
  const kinds = [...new Map(exceptions.map((one) => [one.kind === 'late_shipment', one])).entries()]
    .toSorted(([late]) => (late ? -1 : 1))
    .map(([, one]) => one)
  return {
    stock: skus,
    product: skus,
    order: [...numbers.slice(0, 1), ...kinds.map((one) => exceptionRef(one.order_number, one.id)), ...numbers.slice(1)],
    refund: [...refunds.slice(0, 2).map((one) => `${one.order_number}-${one.id}`), ...numbers],
    support: ['3', '2', '1'],
    promo: [...promotions.slice(0, 1), ...Object.keys(couponKinds).map((kind) => `WELCOME ${kind}`), ...promotions],
    review: reviews.map((one) => `${one.order_number}/${one.id}`),
    payments: ['cash name', 'bank_card', 'USD', ...numbers.slice(0, 1)],
    team: ['@sam', 'support', 'merchant'],
    settings: ['stock.safety_level', '1', 'shop.name'],
    report: ['1', 'sales', 'stock 7d vs last year', 'sales by category for merchant tea house', 'csv sales'],
    alert: ['3', '1', '4 30'],
    backroom: ['1', 'stock'],
  }
}
