import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.settled()
})
afterAll(() => world.close())

const stockOf = (sku: string) =>
  world.program.services.db.selectFrom('stock').selectAll().where('sku', '=', sku).executeTakeFirstOrThrow()

/** A product with plenty of stock. */
const plenty = () =>
  world.program.services.db
    .selectFrom('stock')
    .innerJoin('products', 'products.sku', 'stock.sku')
    .select(['stock.sku', 'products.name', 'products.name_zh', 'on_hand', 'reserved'])
    .where('on_hand', '>', 40)
    .where('low_since', 'is', null)
    .orderBy('stock.sku')
    .executeTakeFirstOrThrow()

const alertsAbout = (sku: string) =>
  world
    .person('U0MEI')
    .messages('stock')
    .filter(({ text }) => text.includes(sku) && /is below its safety level|is back above/.test(text))

test('a card shows the stock and levels of a SKU in any case, by words, and in Chinese to who reads Chinese', async () => {
  const { sku, name, name_zh } = await plenty()
  const mei = world.person('U0MEI')
  const bySku = await mei.command(`/stock ${sku.toLowerCase()}`)
  for (const word of [name, 'On hand', 'Reserved', 'Available', 'Warning', 'Safety', 'Minimum'])
    expect(bySku.shown?.text).toContain(word)
  const byWords = await mei.command(`/stock ${name}`)
  expect(byWords.shown?.text).toContain(sku)
  const chinese = await world.person('U0ZHAO').command(`/stock ${name_zh}`)
  expect(chinese.shown?.text).toContain(sku)
  expect((await world.person('U0ZHAO').command(`/stock ${sku}`)).shown?.text).toContain('可售')
})

test('an unknown SKU is said, with the nearest ones', async () => {
  const { sku } = await plenty()
  const typo = `${sku.slice(0, -1)}${sku.endsWith('9') ? '8' : '9'}X`
  const answer = await world.person('U0MEI').command(`/stock ${typo}`)
  expect(answer.shown?.text).toContain(`There is no product ${typo}`)
  expect(answer.shown?.text).toContain('Nearest:')
})

test('an adjustment by form needs a whole number and a reason, and stands in the ledger', async () => {
  const { sku, on_hand } = await plenty()
  const mei = world.person('U0MEI')
  await mei.command(`/stock ${sku}`)
  await mei.click('Adjust stock')
  await mei.fill({ Change: '1.5', Reason: 'count' }, { in: 'modal' })
  expect(Object.values((await mei.submit()).errors).join()).toContain('whole number')
  await mei.fill({ Change: '+3' }, { in: 'modal' })
  expect(await mei.submit({ twice: true })).toMatchObject({ ok: true, modal: null })
  expect((await stockOf(sku)).on_hand).toBe(on_hand + 3)
  const ledger = await mei.command(`/stock movements ${sku}`)
  expect(ledger.shown?.text).toContain('On hand +3')
  expect(ledger.shown?.text).toContain('“count”')
})

test('an adjustment can be written in one line; without a reason the form asks for it', async () => {
  const { sku, on_hand } = await plenty()
  const mei = world.person('U0MEI')
  const done = await mei.command(`/stock adjust ${sku} +4 found in the back`)
  expect(done.shown?.text).toContain('On hand')
  expect((await stockOf(sku)).on_hand).toBe(on_hand + 4)
  expect((await mei.command(`/stock movements ${sku}`)).shown?.text).toContain('“found in the back”')
  expect((await mei.command(`/stock adjust ${sku} +1.5 half`)).shown?.text).toContain('whole number')
  await mei.command(`/stock adjust ${sku} -2`)
  await mei.fill({ Reason: 'broken' }, { in: 'modal' })
  expect(await mei.submit()).toMatchObject({ ok: true })
  expect((await stockOf(sku)).on_hand).toBe(on_hand + 2)
})

test('a long reason hides nothing of the ledger, and one that cannot be seen is none', async () => {
  const { sku } = await plenty()
  const mei = world.person('U0MEI')
  const before = (await mei.command(`/stock movements ${sku}`)).shown?.text ?? ''
  await mei.command(`/stock adjust ${sku} 1 ${'漢'.repeat(5000)}`)
  const after = (await mei.command(`/stock movements ${sku}`)).shown?.text ?? ''
  expect(after).toContain('漢…')
  for (const line of before.split('\n').filter((line) => line.startsWith('•'))) expect(after).toContain(line)
  for (const reason of ['\u200b\u200b', '\u2060\u200d'])
    expect((await mei.command(`/stock adjust ${sku} +1 ${reason}`)).shown?.text).toContain('Say why the stock changes')
})

test('a SKU is found as it is pasted: in full-width letters, or with characters that take no room', async () => {
  const { sku } = await plenty()
  const wide = [...sku].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join('')
  for (const written of [wide, `\u200b${sku}\u2060`])
    expect((await world.person('U0MEI').command(`/stock ${written}`)).shown?.text).toContain('On hand')
})

test('stock never goes below what is promised, however many take at once', async () => {
  const { sku } = await plenty()
  const { on_hand, reserved } = await stockOf(sku)
  const mei = world.person('U0MEI')
  const outcomes: string[] = []
  const take = Math.ceil((on_hand - reserved) / 3) + 1
  const { adjustStock } = await import('../../shop/stock/adjust.ts')
  const { openSession } = await import('../../shop/access/session.ts')
  const { db, jobs } = world.program.services
  const { member } = await openSession(db, mei.id, null, world.now())
  const all = Array.from({ length: 6 }, (_, at) =>
    adjustStock(
      db,
      jobs,
      { sku, change: `-${take}`, reason: 'rush', member, key: `rush ${at}`, via: 'test' },
      world.now(),
    ),
  )
  for (const done of await Promise.all(all)) outcomes.push(done.ok ? 'done' : done.code)
  const after = await stockOf(sku)
  expect(after.on_hand).toBeGreaterThanOrEqual(after.reserved)
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(2)
  expect(new Set(outcomes)).toEqual(new Set(['done', 'stock.below_zero']))
})

test('falling below the safety level posts one alert, and again only after it recovered', async () => {
  const { sku, on_hand, reserved } = await plenty()
  const mei = world.person('U0MEI')
  const book = async (change: number) => {
    await mei.command(`/stock adjust ${sku}`)
    await mei.fill({ Change: change > 0 ? `+${change}` : String(change), Reason: 'test' }, { in: 'modal' })
    await mei.submit()
    await world.settled()
  }
  const down = on_hand - reserved - 3
  await book(-down)
  await book(-1)
  expect(alertsAbout(sku)).toHaveLength(1)
  expect(alertsAbout(sku)[0]?.text).toContain('below its safety level')
  await book(down)
  expect(alertsAbout(sku)).toHaveLength(1)
  expect(alertsAbout(sku)[0]?.text).toContain('back above its safety level')
  await book(-down)
  expect(alertsAbout(sku)).toHaveLength(2)
})

test('levels out of order are refused at the form, which keeps what was typed', async () => {
  const { sku } = await plenty()
  const mei = world.person('U0MEI')
  await mei.command(`/stock levels ${sku}`)
  await mei.fill({ Warning: '5', Safety: '9' }, { in: 'modal' })
  expect(Object.values((await mei.submit()).errors)).toHaveLength(1)
  expect(mei.modal?.text).toContain('9')
  await mei.fill({ Warning: '30' }, { in: 'modal' })
  expect((await mei.submit()).modal).toBeNull()
  expect(await stockOf(sku)).toMatchObject({ warning_level: 30, safety_level: 9 })
})

test('a merchant finds and adjusts only goods of their own', async () => {
  const { db } = world.program.services
  const wang = world.person('U0WANG')
  const { merchant_id } = await db
    .selectFrom('members')
    .select('merchant_id')
    .where('id', '=', wang.id)
    .executeTakeFirstOrThrow()
  const own = await db
    .selectFrom('products')
    .select('sku')
    .where('merchant_id', '=', merchant_id)
    .executeTakeFirstOrThrow()
  const other = await db
    .selectFrom('products')
    .select('sku')
    .where('merchant_id', '!=', merchant_id)
    .executeTakeFirstOrThrow()
  expect((await wang.command(`/stock ${own.sku}`)).shown?.text).toContain('可售')
  expect((await wang.command(`/stock ${other.sku}`)).shown?.text).toContain(`没有商品 ${other.sku}`)
  expect((await wang.command(`/stock adjust ${other.sku}`)).modal).toBeNull()
})

test('what was searched for pings nobody, in lists of goods and of orders', async () => {
  const { sku } = await plenty()
  await world.program.services.db
    .updateTable('products')
    .set({ name: 'Tea <!channel> <@U0MEI>' })
    .where('sku', '=', sku)
    .execute()
  for (const search of ['/stock <!channel>', '/product <!channel>', '/order status:paid <!channel>']) {
    const { shown } = await world.person('U0ZHAO').command(search)
    expect(shown, search).toBeTruthy()
    expect(shown?.pings, search).toEqual([])
  }
})

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
