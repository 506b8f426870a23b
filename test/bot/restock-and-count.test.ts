import { afterAll, beforeAll, expect, test } from 'vitest'
import { readerOf } from '../../bot/reader.ts'
import type { Locale } from '../../shop/i18n/index.ts'
import { remindOfRestocks } from '../../shop/restocks/remind.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.settled()
})
afterAll(() => world.close())

/** Goods of the merchant in the sandbox, with plenty of stock; first those of which nothing was told, as of a bad review. */
async function ownGoods(nth: number) {
  const rows = await world.program.services.db
    .selectFrom('stock')
    .innerJoin('products', 'products.sku', 'stock.sku')
    .innerJoin('members', 'members.merchant_id', 'products.merchant_id')
    .where('members.id', '=', 'U0WANG')
    .where('low_since', 'is', null)
    .select(['stock.sku', 'on_hand', 'reserved'])
    .orderBy('stock.sku')
    .execute()
  const times = ({ sku }: { sku: string }) => told('U0WANG', 'dm', sku).length
  const row = rows.toSorted((a, b) => times(a) - times(b))[nth]
  if (!row) throw new Error('the sample shop has no such goods')
  return row
}

const told = (id: string, place: string, sku: string) =>
  world
    .person(id)
    .messages(place)
    .filter(({ text }) => text.includes(sku))

test('goods that fall below safety are asked for; the merchant promises, and both places tell it', async () => {
  const { sku, on_hand, reserved } = await ownGoods(0)
  const [mei, wang] = [world.person('U0MEI'), world.person('U0WANG')]
  await mei.command(`/stock adjust ${sku} -${on_hand - reserved - 3} breakage`)
  await world.settled()
  const [asked] = told('U0WANG', 'dm', sku)
  expect(asked?.text).toContain('待答复')
  expect(asked?.text).not.toContain('关闭')
  await wang.openHome()
  await wang.waitFor(() => wang.home?.text.includes('2 个补货请求'))
  await wang.click('可以补货…', { message: asked })
  await wang.fill({ 件数: '40' }, { in: 'modal' })
  await wang.fill({ 到货日期: '2020-01-01' }, { in: 'modal' })
  expect((await wang.submit()).errors).toMatchObject({ due_on: expect.stringContaining('到货日期') })
  const soon = world.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().add({ days: 2 })
  const words = (locale: Locale) => readerOf(locale, 'Asia/Shanghai', '').day(soon)
  await wang.fill({ 到货日期: String(soon) }, { in: 'modal' })
  expect(await wang.submit()).toMatchObject({ ok: true, modal: null })
  await world.settled()
  expect(told('U0WANG', 'dm', sku)[0]?.text).toContain(`${words('zh-CN')}前到货 40 件`)
  const alert = told('U0MEI', 'stock', sku).find(({ text }) => text.includes('below its safety level'))
  expect(alert?.text).toContain(`On its way  ·  40 pieces by ${words('en')}`)

  world.advance({ hours: 96 })
  await remindOfRestocks(world.program.services.db, world.program.services.jobs, world.now())
  await world.settled()
  expect(told('U0MEI', 'stock', sku).some(({ text }) => text.includes('have not come'))).toBe(true)
  expect((await mei.command('/stock restocks')).shown?.text).toContain(sku)
  expect((await mei.command(`/stock receive ${sku} 25`)).shown?.text).toContain('Available')
  await mei.command(`/stock receive ${sku}`)
  expect(mei.modal?.text).toContain('25 pieces received')
  expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
  await world.settled()
  for (const message of told('U0WANG', 'dm', sku)) expect(message.text).toContain('已到货')
  expect(told('U0MEI', 'stock', sku).some(({ text }) => text.includes('have not come'))).toBe(false)
})

test('a manager asks from the card, the merchant cannot, and the manager reads why', async () => {
  const { sku } = await ownGoods(1)
  const [mei, wang] = [world.person('U0MEI'), world.person('U0WANG')]
  expect((await mei.command(`/stock ${sku}`)).shown?.text).toMatch(/of cover, .* sold a day|no sales in 28 days/)
  await mei.click('Ask for restock…')
  await mei.fill({ Pieces: '12' }, { in: 'modal' })
  expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
  await world.settled()
  const [asked] = told('U0WANG', 'dm', sku)
  await wang.click('无法补货…', { message: asked })
  await wang.fill({ 原因: '<!channel> 工厂停产' }, { in: 'modal' })
  expect(await wang.submit()).toMatchObject({ ok: true, modal: null })
  await world.settled()
  // Who asked is told in a message of its own.
  expect(told('U0MEI', 'dm', sku).map(({ text }) => text)).toEqual([expect.stringContaining('工厂停产')])
  expect((await mei.command('/stock restocks')).shown?.text).toContain('“<!channel> 工厂停产”')
  expect((await mei.command(`/stock restock ${sku} 1.5`)).shown?.text).toContain('whole number')
  expect((await mei.command(`/stock restock ${sku} 12`)).shown?.text).toContain('12 pieces wanted')
  // While the answer is awaited the card says so, and there is no form to ask again.
  const card = (await mei.command(`/stock ${sku}`)).shown
  expect(card?.text).toContain('New goods: 🟠')
  expect(card?.text).not.toContain('Ask for restock…')
  expect((await mei.command(`/stock restock ${sku}`)).shown?.text).toContain('12 pieces wanted')
  expect((await mei.command(`/stock restock ${sku} 12`)).shown?.text).toContain('the answer is awaited')
  await mei.command('/stock restocks')
  await mei.click('Open')
  await mei.click('Close')
  expect((await mei.command('/stock restocks')).shown?.text).toContain('Closed')
})

test('a merchant sees requests for own goods only', async () => {
  const other = await world.program.services.db
    .selectFrom('stock')
    .innerJoin('products', 'products.sku', 'stock.sku')
    .where('merchant_id', 'not in', (eb) =>
      eb.selectFrom('members').select('merchant_id').where('id', '=', 'U0WANG').$castTo<{ merchant_id: string }>(),
    )
    .select('stock.sku')
    .orderBy('stock.sku')
    .executeTakeFirstOrThrow()
  const [mei, wang] = [world.person('U0MEI'), world.person('U0WANG')]
  await mei.command(`/stock restock ${other.sku} 9`)
  await world.settled()
  expect((await wang.command('/stock restocks')).shown?.text).not.toContain(other.sku)
  expect((await wang.command(`/stock receive ${other.sku} 5`)).shown?.text).toContain('没有商品')
  // Nobody of that merchant is here: the stock channel is asked.
  expect(told('U0MEI', 'stock', other.sku).some(({ text }) => text.includes('9 pieces wanted'))).toBe(true)
})

test('a sheet of several goods asks why where they differ, and the count is in the history', async () => {
  const [one, two] = [await ownGoods(2), await ownGoods(3)]
  const [mei, wang] = [world.person('U0MEI'), world.person('U0WANG')]
  await wang.command(`/stock count ${one.sku}, ${two.sku}`)
  await wang.fill({ counted_0: String(one.on_hand), counted_1: String(two.on_hand - 2) }, { in: 'modal' })
  const asked = await wang.submit()
  expect(asked.modal?.text).toContain(`${two.sku}：账面`)
  expect(asked.modal?.text).not.toContain(`${one.sku}：账面`)
  await wang.fill({ 原因: '破损' }, { in: 'modal' })
  expect(await wang.submit()).toMatchObject({ ok: true, modal: null })
  const list = await mei.command('/stock counts')
  expect(list.shown?.text).toContain('2 products counted, 1 differs, -2 in all')
  await mei.click('Open')
  expect((await mei.command(`/stock movements ${two.sku}`)).shown?.text).toContain('Counted')
})

test('one product is counted in a line; without a reason for the difference the form asks', async () => {
  const { sku, on_hand } = await ownGoods(4)
  const mei = world.person('U0MEI')
  expect((await mei.command(`/stock count ${sku} ${on_hand}`)).shown?.text).toContain('none differs')
  expect((await mei.command(`/stock count ${sku} ${on_hand + 1} found one`)).shown?.text).toContain('“found one”')
  await mei.command(`/stock count ${sku} ${on_hand}`)
  await mei.fill({ Reason: 'lost again' }, { in: 'modal' })
  expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
  expect((await mei.command(`/stock count ${sku} 1.5`)).shown?.text).toContain('whole number')
})

test('a category is chosen in the form, and its sheet follows', async () => {
  const mei = world.person('U0MEI')
  const { category, name, sku } = await world.program.services.db
    .selectFrom('products')
    .innerJoin('categories', 'categories.id', 'products.category')
    .select(['category', 'categories.name', 'sku'])
    .orderBy('sku')
    .executeTakeFirstOrThrow()
  const zhao = world.person('U0ZHAO')
  expect((await zhao.command('/stock TEA-101')).shown?.text).toContain('茶叶  ·  Hangzhou')
  expect(JSON.stringify((await zhao.command('/stock count')).modal?.blocks)).toContain('"文具"')
  await mei.command('/stock count')
  expect(Object.values((await mei.submit()).errors).join()).toContain('from 1 to 20 SKUs')
  await mei.fill({ Category: name }, { in: 'modal' })
  const sheet = await mei.submit()
  expect(sheet.modal?.text).toContain(sku)
  expect(Object.values((await mei.submit()).errors).join()).toContain('Nothing was counted')
  expect((await mei.command(`/stock count category ${category}`)).modal?.text).toContain(sku)
  expect((await mei.command('/stock count category Nothing')).shown?.text).toContain('no goods of the category')
})

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
