import { afterAll, beforeAll, expect, test } from 'vitest'
import { product } from '../../bot/commands/product.ts'
import { stock } from '../../bot/commands/stock.ts'
import { createProduct } from '../../shop/products/save.ts'
import { person } from '../shop/people.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.settled()
})
afterAll(() => world.close())

const said = async (id: string, command: string) => (await world.person(id).command(command)).shown?.text ?? ''

/** The labels of the buttons that someone gets to see. */
const buttonsOf = async (id: string, command: string): Promise<string[]> =>
  ((await world.person(id).command(command)).shown?.blocks ?? []).flatMap(({ elements = [] }) =>
    (elements as { type: string; text?: { text: string } }[]).flatMap(({ type, text }) =>
      type === 'button' && text ? [text.text] : [],
    ),
  )

test('a product is looked up by SKU, by words of both languages, and by filters', async () => {
  expect(await said('U0MEI', '/product tea-101')).toContain('Longjing Green Tea')
  expect(await said('U0MEI', '/product 龙井')).toContain('TEA-101')
  expect(await said('U0MEI', '/product category:tea listed:yes')).toContain('TEA-103')
  expect(await said('U0VERA', '/product TEA-101')).not.toContain('Cost')
  expect(await said('U0MEI', '/product TEA-1001')).toContain('There is no product TEA-1001')
})

test('a product is made in a form that keeps its input on an error', async () => {
  const mei = world.person('U0MEI')
  await mei.command('/product new')
  expect(mei.modal?.title).toBe('Product')
  await mei.fill({ SKU: 'NEW-1', Name: 'New thing', 'Price (CNY)': '1.234' }, { in: 'modal' })
  expect(Object.values((await mei.submit()).errors).join()).toContain('not an amount')
  await mei.fill({ 'Price (CNY)': '10' }, { in: 'modal' })
  expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
  expect(await said('U0MEI', '/product NEW-1')).toContain('New thing')
})

test('a SKU that is a word of the commands is refused; one that a storefront named so is found in quotation marks', async () => {
  const { db } = world.program.services
  const words = new Set([...Object.keys(stock.words), ...Object.keys(product.words)])
  const member = person('U0MEI', ['manager'])
  const texts = { name: 'A', name_zh: '', category: '', tags: '', merchant: '', cost: '', variant_of: '', options: '' }
  for (const sku of words) {
    if (sku === '') continue
    const asked = { sku, texts, price: '1', listed: true, member, via: 'test' }
    expect(await createProduct(db, asked, world.now())).toMatchObject({
      value: { problems: { sku: { code: 'product.sku_is_word' } } },
    })
  }
  await db
    .insertInto('products')
    .values({ sku: 'LOW', name: 'Low chair', price: 1n, currency: 'CNY', updated_at: world.now() })
    .execute()
  expect(await said('U0MEI', '/product "low"')).toContain('Low chair')
  expect(await said('U0MEI', '/stock “low”')).toContain('Low chair')
  await db.deleteFrom('products').where('sku', '=', 'LOW').execute()
})

test('what changes nothing says so', async () => {
  const [{ sku } = { sku: '' }] = await world.program.services.db
    .selectFrom('products')
    .select('sku')
    .limit(1)
    .execute()
  expect(await said('U0MEI', `/product untag ${sku} nosuch`)).toContain('nothing has changed')
  expect(await said('U0MEI', `/product unlist ${sku}`)).not.toContain('nothing has changed')
  expect(await said('U0MEI', `/product unlist ${sku}`)).toContain('nothing has changed')
  expect(await said('U0MEI', `/product list ${sku}`)).not.toContain('nothing has changed')
})

test('a mistyped word is corrected where it finds nothing, also with what follows it', async () => {
  const mei = world.person('U0MEI')
  expect((await mei.command('/product histroy TEA-101')).shown?.text).toContain('/product history TEA-101')
  expect((await mei.command('/stock lwo')).shown?.text).toContain('/stock low')
})

test('a price that moves far is asked of the approvals channel, decided there, and told to who asked', async () => {
  const mei = world.person('U0MEI')
  expect((await mei.command('/product price NEW-1 20 new season')).shown?.text).toContain('waits for approval')
  await world.settled()
  const prompt = () =>
    world
      .person('U0TOM')
      .messages('approvals')
      .find(({ text }) => text.includes('NEW-1'))
  expect(prompt()?.text).toContain('Requested by')
  const tom = world.person('U0TOM')
  await tom.openHome()
  await expect.poll(() => tom.home?.text).toContain('1 price waits for you')
  expect(await said('U0TOM', '/product waiting')).toContain('new season')
  expect((await buttonsOf('U0TOM', '/product NEW-1')).slice(0, 2)).toEqual(['Approve', 'Reject…'])
  expect((await buttonsOf('U0MEI', '/product NEW-1'))[0]).toBe('Withdraw')
  expect(await buttonsOf('U0MEI', '/product NEW-1')).not.toContain('Approve')
  expect(await buttonsOf('U0SAM', '/product NEW-1')).not.toContain('Approve')
  await tom.click('Approve', { message: prompt() })
  await world.settled()
  expect(prompt()?.text).toContain('Approved by')
  expect(await said('U0MEI', '/product NEW-1')).toContain('¥20.00')
  expect(await said('U0ZHAO', '/product waiting')).toContain('没有待审批的价格')
})

test("what was done to a product is told in the reader's words, its money as money", async () => {
  const mei = world.person('U0MEI')
  await mei.command('/product edit NEW-1')
  await mei.fill({ 'Cost (CNY)': '8', Options: 'size=S', Tags: 'hot, new' }, { in: 'modal' })
  expect(await mei.submit()).toMatchObject({ ok: true })
  const english = await said('U0MEI', '/product history NEW-1')
  for (const part of ['Cost nothing → ¥8.00', 'Options nothing → size=S', 'Tags nothing → hot, new', 'Price ¥10.00'])
    expect(english).toContain(part)
  const chinese = await said('U0ZHAO', '/product history NEW-1')
  expect(chinese).toContain('¥8.00')
  expect(chinese).not.toMatch(/merchant_id|variant_of|[{}"]/)
})

test("goods of an order go by their names in the reader's language", async () => {
  const { number } = await world.program.services.db
    .selectFrom('order_items')
    .innerJoin('orders', 'orders.number', 'order_items.order_number')
    .select('orders.number')
    .where('sku', '=', 'TEA-101')
    .where('status', '=', 'completed')
    .where('refund_reserved', '=', 0n)
    .where('refunded', '=', 0n)
    .orderBy('placed_at', 'desc')
    .executeTakeFirstOrThrow()
  expect(await said('U0MEI', `/order ${number}`)).toContain('Longjing Green Tea 100 g TEA-101')
  expect(await said('U0ZHAO', `/order ${number}`)).toContain('西湖龙井绿茶 100 克 TEA-101')
  const zhao = world.person('U0ZHAO')
  await zhao.click('退款…')
  expect(zhao.modal?.text).toContain('西湖龙井绿茶 100 克 TEA-101')
})

test('the tree of categories is shown and changed', async () => {
  const mei = world.person('U0MEI')
  expect((await mei.command('/product categories')).shown?.text).toContain('tea')
  await mei.click('New category…')
  await mei.fill({ Name: 'Drinks' }, { in: 'modal' })
  expect(await mei.submit()).toMatchObject({ ok: true })
  expect(await said('U0VERA', '/product categories')).toContain('Drinks')
})

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
