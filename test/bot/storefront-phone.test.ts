import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import { launchChromium, messages, openTab, send } from './browser.ts'

let world: World
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
  world = await openWorld({ isNow: true })
  // It is in force in the evening only.
  await world.program.database.db
    .updateTable('promotions')
    .set({ status: 'paused' })
    .where('code', '=', 'TEA-EVENING')
    .execute()
  await world.settled()
})
afterAll(async () => {
  await browser?.close()
  await world?.close()
})

const ask = (path: string, init?: RequestInit) => fetch(`${world.program.url}/storefront/${path}`, init)
const json = { 'content-type': 'application/json' }
/** As the phone asks, from a page of this machine. */
const post = async (path: string, body: unknown) => {
  const response = await ask(path, { method: 'POST', headers: json, body: JSON.stringify(body) })
  return { status: response.status, body: await response.json() }
}

const openPhone = (as: string, options = {}) => openTab(browser, world.program.url, { as, at: 'C0GENERAL' }, options)

test('a customer browses, orders and pays; support sees the order; their request for money back asks in #approvals', async () => {
  const { page: sam, faults } = await openPhone('U0SAM')
  await sam.getByRole('button', { name: 'Storefront' }).click()
  const phone = sam.getByRole('complementary', { name: 'Storefront' })
  await phone.getByRole('button', { name: 'Register a customer' }).click()
  await phone.getByLabel('Name').fill('Nora Berg')
  await phone.getByRole('button', { name: 'Register a customer' }).click()
  await phone.getByText('as Nora Berg').waitFor()

  await phone.getByLabel('Search the shop').fill('longjing')
  await phone
    .getByRole('listitem')
    .filter({ hasText: 'Longjing' })
    .getByRole('button', { name: /^Save / })
    .click()
  await phone.getByRole('button', { name: /^Take Longjing .* off/ }).waitFor()
  await phone.getByRole('button', { name: /^Longjing/ }).click()
  await phone.getByRole('button', { name: 'Add to basket' }).click()
  for (const pieces of ['2', '3']) {
    await phone.getByRole('button', { name: /^One more of Longjing/ }).click()
    await phone.getByRole('status').filter({ hasText: pieces }).first().waitFor()
  }
  await phone.getByRole('button', { name: 'Basket, 3 pieces' }).click()
  await phone.getByLabel('Coupon').fill('HELLO31')
  await phone.getByRole('button', { name: 'Use' }).click()
  await phone.getByRole('alert').filter({ hasText: 'HELLO31' }).waitFor()
  await phone.getByLabel('Coupon').fill('HELLO30')
  await phone.getByRole('button', { name: 'Use' }).click()
  const sums = phone.locator('.sums')
  await sums.getByText('Welcome (HELLO30)').waitFor()
  expect(await sums.textContent()).toMatch(/Goods¥384\.00.*Spend 300, save 50−¥50\.00.*Total¥304\.00/)
  await phone.getByRole('button', { name: 'Place the order' }).click()

  const heading = phone.getByRole('heading', { name: /^Order W/ })
  await heading.waitFor()
  const number = ((await heading.textContent()) ?? '').replace('Order ', '')
  await phone.getByRole('button', { name: 'Let it fail' }).click()
  await phone.getByText('The payment failed. Try again').waitFor()
  await phone.getByLabel('WeChat Pay').check()
  await phone.getByRole('button', { name: 'Pay ¥304.00' }).click()
  await phone.getByText('Payment, WeChat Pay').last().waitFor()

  await send(sam, `/order ${number}`)
  const card = messages(sam).last()
  await card.getByText(`Order ${number}`).first().waitFor()
  expect(await card.textContent()).toContain('Nora Berg')

  await phone.getByRole('button', { name: 'Ask for a refund' }).click()
  await phone.getByRole('button', { name: /^One more of Longjing/ }).click()
  await phone.getByText('¥101.33').first().waitFor()
  await phone.getByLabel('Reason').fill('A tin is dented <!channel>')
  await phone.getByRole('button', { name: 'Send the request' }).click()
  await phone.getByText('being looked at').waitFor()
  const prompt = await world.person('U0TOM').sees(`Refund ${number}-R1`, { channel: 'approvals' })
  expect(prompt.text).toContain('101.33')
  expect(prompt.text).toContain('A tin is dented')
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])

  // What is decided in Slack shows in the phone by itself.
  await world.person('U0TOM').command(`/refund reject ${number}-R1 Send a photo first`)
  await phone.getByText('declined').waitFor()
  expect(faults).toEqual([])
})

test('a basket that cannot be had as it is shows why, and every line of it can be changed or taken out', async () => {
  const { db } = world.program.database
  const goods = await db
    .selectFrom('products')
    .innerJoin('stock', 'stock.sku', 'products.sku')
    .select(['products.sku', 'name'])
    .where('listed', '=', true)
    .where(({ eb }) => eb('on_hand', '-', eb.ref('reserved')), '>', 50)
    .orderBy('products.sku')
    .limit(2)
    .execute()
  const [few, off] = goods.map(({ sku, name }) => ({ sku, name }))
  if (!few || !off) throw new Error('there are no two goods')
  const { page, faults } = await openPhone('U0SAM')
  await page.getByRole('button', { name: 'Storefront' }).click()
  const phone = page.getByRole('complementary', { name: 'Storefront' })
  await phone.getByRole('button', { name: 'Look around as a guest' }).click()
  for (const { sku, name } of [few, off]) {
    await phone.getByLabel('Search the shop').fill(sku)
    for (const _ of [1, 2, 3]) await phone.getByRole('button', { name: `Add ${name} to the basket` }).click()
  }
  await phone.getByRole('button', { name: 'Basket, 6 pieces' }).click()
  await phone.locator('.sums').waitFor()

  // Two are left of one, and the other is not sold any more.
  const stock = await db.selectFrom('stock').selectAll().where('sku', '=', few.sku).executeTakeFirstOrThrow()
  await db
    .updateTable('stock')
    .set({ on_hand: stock.reserved + 2, minimum_level: 0, safety_level: 5 })
    .where('sku', '=', few.sku)
    .execute()
  await db.updateTable('products').set({ listed: false }).where('sku', '=', off.sku).execute()
  await phone.getByRole('alert').filter({ hasText: off.sku }).waitFor()
  const line = (name: string) => phone.locator('.lines li').filter({ hasText: name })
  await line(few.name).getByText('Only 2 left').waitFor()
  await line(off.name).getByText('No longer on sale').waitFor()
  expect(
    await line(few.name)
      .getByRole('button', { name: /^One more/ })
      .isDisabled(),
  ).toBe(true)

  await line(off.name)
    .getByRole('button', { name: /^One fewer/ })
    .click()
  await phone.getByRole('alert').filter({ hasText: '2 left to sell' }).waitFor()
  await line(few.name)
    .getByRole('button', { name: /^One fewer/ })
    .click()
  await phone.locator('.sums').waitFor()
  await phone.getByRole('button', { name: 'Basket, 2 pieces' }).waitFor()
  expect(
    await line(few.name)
      .getByRole('button', { name: /^One more/ })
      .isDisabled(),
  ).toBe(true)

  await phone.getByRole('button', { name: 'Shop', exact: true }).click()
  await phone.getByLabel('Search the shop').fill(few.sku)
  await phone.getByRole('button', { name: `Add ${few.name} to the basket` }).click()
  await phone.getByText(`All 2 of ${few.name} that are left are in your basket.`).waitFor()
  await phone.getByRole('button', { name: 'Basket, 2 pieces' }).waitFor()
  expect(faults).toEqual([])
})

test('in Chinese, on a phone: a guest sees prices, is told why they may not order, and tracks an order by its number', async () => {
  const { number } = await world.program.database.db
    .selectFrom('orders')
    .innerJoin('shipments', 'order_number', 'number')
    .select('number')
    .where('status', '=', 'delivered')
    .orderBy('placed_at', 'desc')
    .executeTakeFirstOrThrow()
  const { page, faults } = await openPhone('U0LIN', { viewport: { width: 390, height: 844 } })
  await page.locator('#open-drawer').click()
  await page.getByRole('button', { name: '店铺' }).click()
  const phone = page.getByRole('complementary', { name: '店铺' })
  await phone.getByRole('button', { name: '以访客身份逛逛' }).click()
  await phone
    .getByRole('button', { name: /^将 .* 加入购物车$/ })
    .first()
    .click()
  await phone.getByRole('button', { name: '购物车，1 件' }).click()
  await phone.getByRole('button', { name: '提交订单' }).click()
  await phone
    .getByRole('alert')
    .filter({ hasText: /\p{sc=Han}/u })
    .waitFor()
  const { width = 0 } = (await phone.boundingBox()) ?? {}
  expect(width).toBe(390)
  await phone.getByRole('button', { name: '订单', exact: true }).click()
  await phone.getByLabel('查询订单').fill(number)
  await phone.getByRole('button', { name: '查询' }).click()
  await phone.getByText('已送达').first().waitFor()
  await phone.getByText('只能查看物流进度').waitFor()
  await page.keyboard.press('Escape')
  await phone.getByLabel('查询订单').waitFor()
  expect(faults).toEqual([])
})

test('the relay signs what the page asks, and passes the answer on in the reader’s language', async () => {
  const products = await (await ask('products?search=silk')).json()
  expect(products.products.length).toBeGreaterThan(3)
  expect((await post('quotes', { items: [{ sku: 'TEA-101', quantity: 1 }] })).body).toMatchObject({ total: '128.00' })
  expect(await post('quotes', { items: [] })).toMatchObject({ status: 400 })
  const unknown = await ask('orders/none-such', { headers: { 'accept-language': 'zh-CN' } })
  expect(unknown.status).toBe(404)
  expect((await unknown.json()).error.message).toMatch(/\p{sc=Han}/u)
  expect((await ask('customers?search=c0001')).status).toBe(200)
})

test('without the secret nothing is taken; the relay serves no other page, method or format', async () => {
  expect((await fetch(`${world.program.url}/shop/products`)).status).toBe(401)
  expect((await ask('products', { headers: { origin: 'https://elsewhere.example' } })).status).toBe(403)
  expect((await ask('products', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
  expect((await ask('events', { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } })).status).toBe(
    415,
  )
  expect((await ask('products', { method: 'DELETE' })).status).toBe(405)
  expect((await ask('nothing')).status).toBe(404)
  expect((await post('events', { type: 'x'.repeat(300_000) })).status).toBe(413)
})
