import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { promotionTypes } from '../../shop/promotions/types/index.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.settled()
})
afterAll(() => world.close())

const mei = () => world.person('U0MEI')
const said = async (command: string, id = 'U0MEI') => (await world.person(id).command(command)).shown?.text ?? ''
const row = (code: string) =>
  world.program.services.db.selectFrom('promotions').selectAll().where('code', '=', code).executeTakeFirstOrThrow()

test('the list shows the sample promotions with how they stand, in both languages', async () => {
  const english = await said('/promo')
  for (const word of ['SAVE-50', 'Spend 300, save 50', 'running', '0 orders']) expect(english).toContain(word)
  expect(await said('/promo', 'U0ZHAO')).toContain('满 300 减 50')
  expect(await said('/promo save-50')).toContain('Budget left')
  expect(await said('/promo save-50', 'U0ZHAO')).toContain('剩余预算')
  expect(await said('/promo SAVE-5')).toContain('Nearest: SAVE-50')
  expect(await said('/promo', 'U0SAM')).toContain('“manage promotions”')
  expect(await said('/promo help')).toContain('/promo lists all promotions')
})

test('a promotion is made in a form that marks what does not fit and warns before it saves', async () => {
  expect(await said('/promo new')).toContain('Which type of promotion?')
  expect(await said('/promo new flahs_sale')).toContain('Did you mean flash_sale?')
  await mei().command('/promo new fixed amount')
  await mei().fill(
    { Code: 'tea 10', Name: 'Ten off tea', 'Amount off': '-10', 'Only categories': 'tee' },
    { in: 'modal' },
  )
  expect(Object.keys((await mei().submit()).errors)).toEqual(['code', 'off'])
  await mei().fill({ Code: 'tea-10' }, { in: 'modal' })
  expect(Object.keys((await mei().submit()).errors)).toEqual(['off'])
  await mei().fill({ 'Amount off': '60' }, { in: 'modal' })
  expect((await mei().submit()).errors.categories).toContain('Nearest: tea')
  await mei().fill({ 'Only categories': 'tea' }, { in: 'modal' })
  const warned = (await mei().submit()).modal?.text ?? ''
  expect(warned).toContain('It adds up with')
  expect(warned).toContain('sold below cost')
  expect(mei().modal?.text).toContain('Ten off tea')
  await mei().fill({ 'Amount off': '3' }, { in: 'modal' })
  expect((await mei().submit()).modal?.text).toContain('It adds up with')
  expect(await mei().submit({ twice: true })).toMatchObject({ ok: true, modal: null })
  expect(await row('TEA-10')).toMatchObject({ status: 'active', rule: { off: '3' }, created_by: 'U0MEI', version: 1 })
  expect(await said('/promo tea-10')).toContain('Amount off: ¥3.00')
})

describe('the form of each type', () => {
  const fillings: Record<string, Record<string, string>> = {
    spend_threshold: { 'Steps, spend:off': '500:40' },
    percentage: { 'Percent off': '5' },
    fixed_amount: { 'Amount off': '1' },
    buy_get: { Buy: '3', Get: '1' },
    flash_sale: { 'Percent off': '10', 'Hours of the day': '20:00-22:00' },
  }
  test.each(promotionTypes.map(({ code }) => code))(
    '%s saves a draft in English and opens in Chinese',
    async (type) => {
      const code = `D-${type.replaceAll('_', '-')}`.toUpperCase()
      await mei().command(`/promo new ${type}`)
      await mei().fill(
        { Code: code, Name: 'Draft', ...fillings[type], 'Only SKUs': 'TEA-101', 'Start it': 'No' },
        { in: 'modal' },
      )
      if ((await mei().submit()).modal) await mei().submit()
      expect(await row(code)).toMatchObject({ status: 'draft', type })
      const zhao = world.person('U0ZHAO')
      await zhao.command(`/promo edit ${code}`)
      expect(zhao.modal?.text).toContain('修改活动')
      await zhao.fill({ 中文名称: '草稿' }, { in: 'modal' })
      if ((await zhao.submit()).modal) await zhao.submit()
      expect(await row(code)).toMatchObject({ terms: { name_zh: '草稿' }, version: 2 })
    },
  )
})

test('the history tells what an edit changed, in the words of its form', async () => {
  await mei().command('/promo edit save-50')
  await mei().fill({ 'Chinese name': '满三百减五十' }, { in: 'modal' })
  // Once to be warned of what it overlaps with, once to save it all the same.
  await mei().submit()
  expect(await mei().submit()).toMatchObject({ ok: true, modal: null })
  expect(await said('/promo history SAVE-50')).toMatch(/Chinese name: 满 300 减 50 → 满三百减五十$/m)
})

test('pause, resume and end by button and word, with a reason, and the history tells it', async () => {
  await mei().command('/promo paper-3')
  await mei().click('Pause')
  expect((await row('PAPER-3')).status).toBe('paused')
  expect(await said('/promo resume paper-3 -- enough paper again')).toContain('running')
  await mei().click('End')
  expect((await row('PAPER-3')).status).toBe('ended')
  expect(await said('/promo resume paper-3')).toContain('It has ended.')
  expect(await said('/promo edit paper-3')).toContain('It has ended.')
  const history = await said('/promo history PAPER-3')
  for (const word of ['paused it', 'started it', 'ended it', '“enough paper again”', '@mei'])
    expect(history).toContain(word)
  expect(await said('/promo history', 'U0ZHAO')).toContain('全部活动')
})

test('a simulation shows line by line what is taken off, and why the others are not', async () => {
  const { id } = await world.program.services.db
    .selectFrom('orders')
    .select('customer_id as id')
    .orderBy('number')
    .limit(1)
    .executeTakeFirstOrThrow()
  const text = await said(`/promo simulate SLK-401×2, cup-203 customer ${id} coupon hello30 at 2027-01-05 12:00`)
  for (const word of ['Silk Scarf', '−¥50.00', 'SAVE-50', '¥481.00', 'TEA-EVENING', 'it opens'])
    expect(text).toContain(word)
  expect(text).toContain('Spend 300, save 50  SAVE-50')
  expect(text).toMatch(/WELCOME\s+It is only for a customer's first order\./)
  for (const basket of ['TEA-105×-1', 'TEA-105 x 0', 'TEA-105×1.5', 'TEA-105x1234567'])
    expect(await said(`/promo simulate ${basket}`)).toContain('the number of pieces has to be a whole one')
  expect(await said('/promo simulate SLK-401 coupon nope')).toContain('There is no coupon “nope”.')
  expect(await said('/promo simulate TEA-105×3 at 2027-01-05 20:30 customer c0001')).toContain('TEA-EVENING')
  expect(await said('/promo simulate SLK-401', 'U0ZHAO')).toContain('晚间茶会')
  await mei().command('/promo simulate')
  await mei().fill({ Basket: 'SLK-401*2', Time: 'noon' }, { in: 'modal' })
  expect((await mei().submit()).errors.at).toContain('noon')
  await mei().fill({ Time: '' }, { in: 'modal' })
  expect((await mei().submit()).modal).toBeNull()
})

test('coupons are made, found, exported to direct messages and stopped', async () => {
  await mei().command('/promo coupons welcome')
  await mei().click('+ Single-use codes')
  await mei().fill({ 'How many codes': '0' }, { in: 'modal' })
  expect((await mei().submit()).errors.count).toContain('whole number')
  await mei().fill({ 'How many codes': '25' }, { in: 'modal' })
  expect(await mei().submit({ twice: true })).toMatchObject({ ok: true, modal: null })
  const { db } = world.program.services
  const codes = await db.selectFrom('coupons').selectAll().where('code', 'not in', ['HELLO30', 'FRIENDS15']).execute()
  expect(codes).toHaveLength(25)
  await mei().command('/promo coupons welcome')
  await mei().click('Export CSV')
  const file = await sharedFile('coupons-WELCOME-')
  expect(file).toContain(`"${codes[0]?.code}"`)
  await mei().command(`/promo find ${codes[0]?.code.toLowerCase()}`)
  expect(mei().sees('Opens WELCOME')).toBeTruthy()
  await mei().command('/promo find')
  await mei().fill({ 'Coupon code': 'NOPE' }, { in: 'modal' })
  expect((await mei().submit()).errors.coupon).toContain('NOPE')
  await mei().closeModal()
  await mei().command('/promo coupons welcome')
  await mei().click('Stop')
  expect(await said(`/promo find ${codes[0]?.code}`)).toContain('stopped')
})

test.each(['Public code', 'On registration', 'After an order', 'To customers'])(
  'coupons “%s” are made in a form',
  async (kind) => {
    await mei().command('/promo coupons WELCOME')
    await mei().click(`+ ${kind}`)
    if (kind === 'Public code')
      await mei().fill({ 'Coupon code': 'spring 25', 'Uses in all': '100', Expires: '2030-01-01' }, { in: 'modal' })
    if (kind === 'After an order') await mei().fill({ 'Paid orders above': '500' }, { in: 'modal' })
    if (kind === 'To customers') await mei().fill({ Customers: 'No order for 90 days' }, { in: 'modal' })
    expect(await mei().submit()).toMatchObject({ ok: true, modal: null, errors: {} })
    expect(await said('/promo coupons welcome', 'U0ZHAO')).toContain('优惠券')
    if (kind !== 'Public code') return
    expect(await said('/promo coupons welcome')).toContain('at most 100 times in all')
    const found = await said('/promo find spring25')
    for (const words of ['Used 0 times', 'at most 100 times in all', 'expires']) expect(found).toContain(words)
  },
)

/** The text of a file that Mei was sent, once it has arrived. */
async function sharedFile(name: string): Promise<string> {
  const store = world.program.workspace?.sandbox.store
  for (let tries = 0; tries < 100; tries++) {
    const found = [...(store?.files.values() ?? [])].find((file) => file.name.startsWith(name) && file.shares.size > 0)
    if (found?.bytes) return found.bytes.toString('utf8')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`no file ${name}`)
}

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
