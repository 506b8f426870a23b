import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { seeToArrivals } from '../../../shop/automation/arrivals.ts'
import { conditions } from '../../../shop/automation/conditions.ts'
import { type RuleTexts, readRule } from '../../../shop/automation/form.ts'
import { ruleCard } from '../../../shop/automation/rules.ts'
import { raiseRule, ruleHistory, saveRule, switchRule } from '../../../shop/automation/save.ts'
import { exceptionQueue } from '../../../shop/exceptions/queue.ts'
import { holdOrder, releaseOrder } from '../../../shop/orders/hold.ts'
import { failPayment } from '../../../shop/orders/pay.ts'
import { demand } from '../../../shop/result.ts'
import { setSetting } from '../../../shop/settings/change.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { hoursLater, now, putOnSale } from '../goods.ts'
import { brokenInvariants } from '../invariants.ts'
import { manager, support } from '../people.ts'
import { orderWorld } from './world.ts'

let database: Database
let world: Awaited<ReturnType<typeof orderWorld>>
beforeAll(async () => {
  database = await freshDatabase()
  world = await orderWorld(database.db)
  await putOnSale(database.db, { sku: 'PDF', price: 5_00n, onHand: null })
  await database.db
    .updateTable('products')
    .set({ tags: ['Digital'] })
    .where('sku', '=', 'PDF')
    .execute()
  await database.db
    .transaction()
    .execute((trx) => grantRole(trx, { member: 'USAM', role: 'support', by: null, via: 'test' }, now))
})
afterAll(() => database.close())

const by = { member: manager, via: 'test' }
const saving = async (texts: RuleTexts, id: string | null = null) =>
  demand(await saveRule(database.db, { ...by, id, texts }, now))
/** A rule that is on; gives its number. */
async function rule(texts: RuleTexts) {
  const done = await saving({ name: 'a rule', moment: 'paid', ...texts })
  if ('problems' in done) throw new Error(JSON.stringify(done.problems))
  const id = String(done.saved.id)
  demand(await switchRule(database.db, { ...by, id }, now))
  return id
}
const off = (id: string) => switchRule(database.db, { ...by, id }, now)
/** Two processes look at what has come. */
const look = () => Promise.all([1, 2].map(() => seeToArrivals(database.db, world.jobs, hoursLater(2))))
async function arrived(items: { sku: string; quantity: number }[], customer = 'c1') {
  const { number, total } = await world.placed({ items, customer: { id: customer } })
  await world.pay(number, total)
  await look()
  return world.card(number)
}
const TEA = [{ sku: 'TEA', quantity: 1 }]
const queued = async (kind: string) => demand(await exceptionQueue(database.db, manager, kind, { size: 20 })).rows

test('a rule does all it says to the orders that fit, once, in the sequence of the rules', async () => {
  const first = await rule({ if_sku: 'cup, tea', then_tag: 'ours', then_assign: 'USAM', then_ship: 'SF Express' })
  const second = await rule({ if_customer: 'new', if_total_from: '10', then_hold: 'first order' })
  // Moved up, the hold comes before the shipping, which is then refused.
  demand(await raiseRule(database.db, { ...by, id: second }, now))
  const held = await arrived(TEA)
  expect(held).toMatchObject({
    order: { status: 'paid', held_because: 'first order', assigned_to: 'USAM' },
    tags: ['ours'],
  })
  const kinds = held.timeline.map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind.startsWith('rule_'))).toEqual(['rule_applied', 'rule_applied', 'rule_refused'])
  const sent = await arrived(TEA)
  expect(sent.order).toMatchObject({ status: 'shipped', assigned_to: 'USAM' })
  expect(sent.shipments).toMatchObject([{ carrier: 'SF Express' }])
  await look()
  expect((await world.card(sent.order.number)).timeline).toEqual(sent.timeline)
  const packed = await database.db.selectFrom('messages').select('channel').where('kind', '=', 'order.slip').execute()
  expect(packed).toEqual([{ channel: 'channel.warehouse' }])
  for (const id of [first, second]) await off(id)
  expect((await arrived(TEA)).timeline.some(({ kind }) => kind.startsWith('rule_'))).toBe(false)
})

test('what a rule held a rule releases; what a person holds stays', async () => {
  const held = await rule({ moment: 'placed', then_hold: 'not paid' })
  const released = await rule({ then_release: 'yes' })
  const [one, other] = [await world.placed(), await world.placed()]
  await look()
  expect((await world.card(one.number)).order.held_because).toBe('not paid')
  const acting = { ...by, order: other.number }
  demand(await releaseOrder(database.db, acting, now))
  demand(await holdOrder(database.db, { ...acting, reason: 'I look at it' }, now))
  for (const { number, total } of [one, other]) await world.pay(number, total)
  await look()
  expect((await world.card(one.number)).order).toMatchObject({ status: 'paid', held_at: null })
  expect((await world.card(other.number)).order).toMatchObject({ held_by: 'UMANAGER', held_because: 'I look at it' })
  for (const id of [held, released]) await off(id)
})

test('digital goods are delivered at once; of a mixed order only they', async () => {
  const id = await rule({ then_deliver_digital: 'yes' })
  const whole = await arrived([{ sku: 'PDF', quantity: 1 }])
  expect(whole.order.status).toBe('delivered')
  const mixed = await arrived([...TEA, { sku: 'PDF', quantity: 1 }])
  expect(mixed.order.status).toBe('processing')
  expect(mixed.shipments).toMatchObject([{ id: 'digital', lines: [{ line: 2, quantity: 1 }] }])
  expect(mixed.shipments[0]?.delivered_at).not.toBeNull()
  expect((await arrived(TEA)).order.status).toBe('paid')
  await off(id)
})

test('a dry run says what a rule would have matched, and history what was done to it', async () => {
  const { number } = await world.placed({ items: [{ sku: 'RARE', quantity: 1 }], region: 'Oslo' })
  const id = await rule({
    name: 'dear <!channel>',
    moment: 'placed',
    if_total_from: '99',
    if_region: '上海, oslo',
    then_tag: 'dear',
  })
  const settings = await readSettings(database.db)
  expect(demand(await ruleCard(database.db, settings, manager, id))).toMatchObject({ matched: [number], runs: 0 })
  const paid = { name: 'dear', moment: 'paid', if_sku: 'RARE', then_tag: 'dear' }
  await saving(paid, id)
  expect(demand(await ruleCard(database.db, settings, manager, id)).matched).toEqual([])
  await world.pay(number, 99_00n)
  expect(demand(await ruleCard(database.db, settings, manager, id)).matched).toEqual([number])
  await saving({ name: 'dear', moment: 'placed', then_tag: 'dear' }, id)
  const all = demand(await ruleCard(database.db, settings, manager, id))
  expect(all.matched).toHaveLength(all.looked)
  const history = demand(await ruleHistory(database.db, manager, id, { size: 5 }))
  expect(history.page.rows.map(({ action }) => action)).toEqual([
    'rule.changed',
    'rule.changed',
    'rule.switched_on',
    'rule.created',
  ])
  expect(await ruleCard(database.db, settings, support, id)).toMatchObject({ code: 'access.denied' })
  for (const text of ['', '0', '-1', '1e3', "1' or '1'='1", '9'.repeat(30)])
    expect(await ruleCard(database.db, settings, manager, text)).toMatchObject({ code: 'rule.unknown' })
  await off(id)
})

test('what is wrong with a rule is said at its field', async () => {
  const wrong = {
    name: '\u200b',
    moment: 'placed',
    if_total_from: '-1',
    if_sku: ',，',
    if_customer: 'constructor',
    then_ship: 'SF',
  }
  expect(await saving(wrong)).toMatchObject({
    problems: {
      name: { code: 'rule.name_malformed' },
      if_total_from: { code: 'amount.malformed' },
      if_sku: { code: 'rule.list_malformed' },
      if_customer: { code: 'rule.choice_unknown' },
      moment: { code: 'rule.ships_unpaid' },
    },
  })
  expect(await saving({ name: 'idle', moment: 'paid' })).toMatchObject({
    problems: { then_tag: { code: 'rule.no_action' } },
  })
})

test('what no order can have is refused at its field, with the nearest; names are kept as orders have them', async () => {
  const { db } = database
  const tea = { id: 'drinks/tea', name: 'Tea', name_zh: '茶', path: ['drinks/tea'] }
  await db.insertInto('categories').values(tea).execute()
  const texts = {
    ...{ name: 'never', moment: 'placed', then_assign: 'UNOBODY' },
    ...{ if_sku: 'TEA, TAE', if_category: 'drinks/tee', if_merchant: 'm9', if_method: 'alipai' },
  }
  expect(await saving(texts)).toMatchObject({
    problems: {
      if_sku: { code: 'stock.unknown_sku', values: { sku: 'TAE', nearest: ['TEA'] } },
      if_category: { code: 'category.unknown', values: { nearest: ['drinks/tea'] } },
      if_merchant: { code: 'team.merchant_unknown', values: { nearest: ['m1', 'm2'] } },
      if_method: { code: 'payment.unknown_method', values: { nearest: 'alipay' } },
      then_assign: { code: 'rule.not_assignable' },
    },
  })
  expect(await saving({ name: 'never', then_tag: 'x', if_total_from: '10.01', if_total_to: '10' })).toMatchObject({
    problems: { if_total_to: { code: 'rule.totals_crossed' } },
  })
  const known = { if_sku: 'tea，TEA', if_category: '茶', if_merchant: 'M1', if_method: 'Alipay', then_assign: 'USAM' }
  expect(await saving({ name: 'some', if_total_from: '10', if_total_to: '10', ...known })).toMatchObject({
    saved: { conditions: { sku: 'TEA', category: 'drinks/tea', merchant: 'm1', method: 'alipay' } },
  })
})

test('whatever is written in a rule is kept so that it can be judged, or refused at its field', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom(
      '<!channel>',
      "'; drop table orders; --",
      '=1+1',
      '1e9',
      '-5',
      '0.001',
      '__proto__',
      'x'.repeat(10_000),
    ),
  )
  const facts = {
    ...{ number: '1', total: 100n, region: 'x', skus: ['a'], categories: [], tags: [], merchants: [], methods: [] },
    ...{ returning: false, digital: 'none' as const },
  }
  const fields = fc.dictionary(
    fc.constantFrom('name', 'moment', ...conditions.map(({ name }) => `if_${name}`), 'then_tag', 'then_hold', 'other'),
    hostile,
  )
  fc.assert(
    fc.property(fields, (texts) => {
      const read = readRule(texts, 'CNY')
      if ('problems' in read) return Object.keys(read.problems).length > 0
      for (const { name, holds } of conditions) {
        const kept = read.rule.conditions[name]
        if (kept !== undefined) holds(kept, facts, 'CNY')
      }
      return Object.keys(read.rule.actions).length > 0
    }),
    { numRuns: 300 },
  )
})

test('what may be fraud waits in the queue with its signs, and is not brought up again', async () => {
  const one = await world.placed({ customer: { id: 'bad' } })
  for (const payment of ['F1', 'F2', 'F3'])
    demand(await failPayment(database.db, { order: one.number, payment, method: 'alipay', amount: 1n }, hoursLater(1)))
  await world.pay(one.number, one.total)
  for (let count = 0; count < 4; count++) await world.placed({ customer: { id: 'bad' } })
  await look()
  const found = await queued('suspected_fraud')
  expect(found.find(({ order_number }) => order_number === one.number)?.signs).toContainEqual({
    code: 'failed_payments',
    values: { count: 3 },
  })
  expect(found.flatMap(({ signs }) => signs)).toContainEqual({ code: 'many_orders', values: { count: 5 } })
  for (let count = 0; count < 20; count++) await world.placed({ customer: { id: `usual-${count}` } })
  const dear = await world.placed({ items: [{ sku: 'TEA', quantity: 30 }], customer: { id: 'rich' } })
  await look()
  const [suspected] = (await queued('suspected_fraud')).filter(({ order_number }) => order_number === dear.number)
  expect(suspected?.signs).toMatchObject([{ code: 'amount_far_above' }])
})

test('what is sent in exchange is not suspicious, and makes no other order so', async () => {
  const { db } = database
  const customer = { id: 'swaps' }
  const first = await world.placed({ customer })
  for (let count = 0; count < 4; count++) {
    const { number: order } = await world.placed({ items: [{ sku: 'PDF', quantity: 60 }], customer })
    await db.updateTable('orders').set({ exchange_of: first.number }).where('number', '=', order).execute()
    demand(await failPayment(db, { order, payment: `F${count}`, method: 'alipay', amount: 1n }, hoursLater(1)))
  }
  await world.placed({ customer })
  await look()
  const own = await db.selectFrom('orders').select('number').where('customer_id', '=', 'swaps').execute()
  const suspected = (await queued('suspected_fraud')).map(({ order_number }) => order_number)
  expect(own.filter(({ number }) => suspected.includes(number))).toEqual([])
})

test('an order for more than there is waits in the queue', async () => {
  expect(await brokenInvariants(database.db)).toEqual([])
  demand(await setSetting(database.db, { key: 'stock.back_orders', text: 'yes', ...by }, now))
  const { number } = await world.placed({ items: [{ sku: 'RARE', quantity: 3 }], customer: { id: 'back' } })
  await look()
  expect((await queued('short_stock')).find(({ order_number }) => order_number === number)?.signs).toMatchObject([
    { code: 'short', values: { sku: 'RARE' } },
  ])
})
