import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { couponIssued } from '../../../shop/callbacks/kinds/customers.ts'
import { keepReceiver } from '../../../shop/callbacks/tell.ts'
import { csvFile } from '../../../shop/csv.ts'
import { capturePayment } from '../../../shop/orders/pay.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { codeOf, normalCode, readableCode } from '../../../shop/promotions/coupons/code.ts'
import { couponsCsv } from '../../../shop/promotions/coupons/csv.ts'
import { couponCard } from '../../../shop/promotions/coupons/find.ts'
import { issueCoupons } from '../../../shop/promotions/coupons/issue.ts'
import { exportBatch, listBatches, stopBatch } from '../../../shop/promotions/coupons/list.ts'
import { type CouponKind, couponKinds, makeCoupons } from '../../../shop/promotions/coupons/make.ts'
import { demand } from '../../../shop/result.ts'
import { anyText } from '../../any-text.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, putOnSale, recordingJobs } from '../goods.ts'
import { manager, support } from '../people.ts'
import { promotionWorld } from './world.ts'

let database: Database
let world: ReturnType<typeof promotionWorld>
const { jobs } = recordingJobs()
let requests = 0

beforeAll(async () => {
  database = await freshDatabase()
  world = promotionWorld(database.db)
  await putOnSale(database.db, { sku: 'TEA', price: 100_00n })
  await world.made('WELCOME', 'fixed_amount', { off: '20', needs_coupon: 'yes' })
})
afterAll(() => database.close())

const make = (kind: CouponKind, texts: Record<string, string>, key = `request ${requests++}`) =>
  makeCoupons(database.db, { promotion: 'welcome', kind, texts, member: manager, key, via: 'test' }, randomBytes, now)

async function made(kind: CouponKind, texts: Record<string, string>) {
  const done = demand(await make(kind, texts))
  if ('problems' in done) throw new Error(JSON.stringify(done.problems))
  return done.made
}

const codesOf = async (batch: bigint) => {
  const exported = await exportBatch(database.db, { batch: String(batch), member: manager, via: 'test' }, now)
  return demand(exported).rows
}

test('generated codes hold nothing that can be mistaken, and read back however they are written', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => {
      const code = codeOf(bytes)
      expect(code).toMatch(/^[2-9A-HJ-NP-Z]{10}$/)
      expect(normalCode(` ${readableCode(code).toLowerCase()} `)).toBe(code)
    }),
  )
  expect(normalCode('ｓｕｍｍｅｒ–20')).toBe('SUMMER20')
})

test('a public code works in any case, as often as it may in all and for each customer', async () => {
  await made('public', { coupon: 'Tea-Time', coupon_uses: '3', coupon_each: '2' })
  const quoted = await world.quoted({ coupon: 'tea time' })
  expect(quoted).toMatchObject({ discount: 20_00n, coupon: null, applied: [{ coupon: 'TEATIME' }] })
  expect((await world.quoted({ coupon: null })).discount).toBe(0n)
  expect((await world.quoted({ coupon: 'NONE' })).coupon?.code).toBe('promotion.coupon_unknown')
  const priced = await Promise.all(
    ['c1', 'c1', 'c1', 'c2', 'c3'].map((customer) => world.quoted({ coupon: 'TEATIME', customer })),
  )
  const results = await Promise.all(priced.map((one, at) => world.take(`T-${at}`, one)))
  expect(results.filter(({ ok }) => ok)).toHaveLength(3)
  const card = demand(await couponCard(database.db, 'TeaTime'))
  expect(card).toMatchObject({ uses: 3, promotion: 'WELCOME', kind: 'public' })
  expect(card.orders).toHaveLength(3)
  const taken = demand(await make('public', { coupon: 'TEATIME' }))
  expect(taken).toMatchObject({ problems: { coupon: { code: 'promotion.coupon_taken' } } })
})

test('a batch of 10,000 single-use codes is made at once, and the same request makes no second', async () => {
  const first = demand(await make('single_use', { count: '10000' }, 'the same'))
  const again = demand(await make('single_use', { count: '10000' }, 'the same'))
  if (!('made' in first)) throw new Error('not made')
  expect(first.made.count).toBe(10_000)
  expect(again).toEqual({ made: { batch: first.made.batch, count: 0 } })
  const codes = await codesOf(first.made.batch)
  expect(new Set(codes.map(({ code }) => code)).size).toBe(10_000)
  const code = codes[0]?.code ?? ''
  const priced = await world.quoted({ coupon: code })
  const results = await Promise.all(Array.from({ length: 5 }, (_, at) => world.take(`U-${at}`, priced)))
  expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  expect((await world.quoted({ coupon: code, customer: 'c9' })).missed[0]?.why.code).toBe('promotion.coupon_used')
  expect(await make('single_use', { count: '10001' })).toMatchObject({ value: { problems: { count: { ok: false } } } })
})

test('a code that was drawn before is drawn anew', async () => {
  const draws = [new Uint8Array(20), new Uint8Array(10), new Uint8Array(10).fill(7)]
  const asked = {
    promotion: 'WELCOME',
    kind: 'single_use',
    texts: { count: '2' },
    member: manager,
    via: 'test',
  } as const
  const done = demand(
    await makeCoupons(database.db, { ...asked, key: 'twins' }, () => draws.shift() ?? randomBytes(10), now),
  )
  expect(done).toMatchObject({ made: { count: 2 } })
})

test('who registers is given one coupon of their own, however often it is told', async () => {
  await database.db.transaction().execute((trx) => keepReceiver(trx, true, now))
  const { batch } = await made('registered', { valid_days: '30' })
  const tell = (customer: string) =>
    database.db.transaction().execute((trx) => issueCoupons(trx, { kind: 'registered', customer }, now))
  await Promise.all(['new1', 'new1', 'new2', 'new1'].map(tell))
  const codes = await codesOf(batch)
  expect(codes.map(({ customer }) => customer).toSorted()).toEqual(['new1', 'new2'])
  expect(codes[0]?.expiresAt).toEqual(now.add({ hours: 720 }))
  const own = codes.find(({ customer }) => customer === 'new1')?.code ?? ''
  expect((await world.quoted({ coupon: own, customer: 'new1' })).discount).toBe(20_00n)
  const told = await database.db.selectFrom('callbacks').select(['type', 'subject', 'data']).orderBy('seq').execute()
  expect(told.map(({ subject }) => subject).toSorted()).toEqual(['customer:new1', 'customer:new2'])
  expect(told.find(({ subject }) => subject === 'customer:new1')).toMatchObject({
    type: 'coupon.issued',
    data: { customer: 'new1', coupon: own, promotion: 'WELCOME', expires_at: String(now.add({ hours: 720 })) },
  })
  expect(told.every(({ data }) => couponIssued.schema.safeParse(data).success)).toBe(true)
  const others = await world.quoted({ coupon: own, customer: 'new2' })
  expect(others.missed[0]?.why.code).toBe('promotion.coupon_of_other')
})

test('a paid order above the amount is followed by a coupon; one at the amount, or paid twice, by no more', async () => {
  const { batch } = await made('order_above', { above: '200' })
  const order = async (number: string, quantity: number) => {
    const asked = { number, customer: { id: `of ${number}` }, items: [{ sku: 'TEA', quantity }] }
    const { total } = demand(await placeOrder(database.db, jobs, asked, now))
    for (let time = 0; time < 2; time++)
      demand(await capturePayment(database.db, { order: number, payment: 'P1', method: 'card', amount: total }, now))
  }
  await order('P-2', 2)
  await order('P-3', 3)
  expect((await codesOf(batch)).map(({ customer }) => customer)).toEqual(['of P-3'])
  const segment = await made('segment', { segment: 'everyone' })
  expect(segment.count).toBe(2)

  // Nobody could ever use a guest's.
  const guest = { number: 'P-4', customer: { id: 'guest:P-4' }, items: [{ sku: 'TEA', quantity: 3 }] }
  const { total: amount } = demand(await placeOrder(database.db, jobs, guest, now))
  demand(await capturePayment(database.db, { order: 'P-4', payment: 'P1', method: 'card', amount }, now))
  expect(await codesOf(batch)).toHaveLength(1)
  expect((await made('segment', { segment: 'everyone' })).count).toBe(2)
})

test('stopped coupons open nothing, and a stopped rule issues nothing', async () => {
  const { batch } = await made('registered', {})
  const tell = (customer: string) =>
    database.db.transaction().execute((trx) => issueCoupons(trx, { kind: 'registered', customer }, now))
  await tell('early')
  demand(await stopBatch(database.db, { batch: String(batch), member: manager, via: 'test' }, now))
  await tell('late')
  const codes = await codesOf(batch)
  expect(codes.map(({ customer }) => customer)).toEqual(['early'])
  const priced = await world.quoted({ coupon: codes[0]?.code ?? '', customer: 'early' })
  expect(priced.missed[0]?.why.code).toBe('promotion.coupon_stopped')
  const { page } = demand(await listBatches(database.db, manager, 'WELCOME', { size: 20 }))
  expect(page.rows[0]).toMatchObject({ id: batch, codes: 1, uses: 0, stopped_at: now })
  expect(await listBatches(database.db, support, 'WELCOME', { size: 20 })).toMatchObject({ code: 'access.denied' })
})

test('no cell of an exported file is a formula, and what was in it is still there', () => {
  fc.assert(
    fc.property(fc.oneof(anyText(), fc.constantFrom('=1+1', '＝cmd', '@SUM(A1)', '\t=1')), (text) => {
      const quoted = csvFile([[text]]).slice(1, -2)
      const cell = quoted.slice(1, -1).replaceAll('""', '"')
      expect(quoted.slice(1, -1).replaceAll('""', '')).not.toContain('"')
      expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
      expect(cell.endsWith(text)).toBe(true)
    }),
  )
  const file = couponsCsv([{ code: 'A', customer: '=HYPERLINK("x")', issuedAt: now, expiresAt: null, uses: 1 }])
  expect(file).toBe(
    `\ufeff"code","customer","issued_at","expires_at","uses"\r\n"A","'=HYPERLINK(""x"")","2026-03-10T12:00:00Z","","1"\r\n`,
  )
})

test('nothing that is typed about coupons is ever more than a problem of its field', async () => {
  const kinds = Object.keys(couponKinds) as CouponKind[]
  const hostile = fc
    .oneof(anyText(), fc.constantFrom('<!channel>', '=1', '-1', '1e9', '１０', '9'.repeat(99), 'x'.repeat(10_000)))
    .map((text) => text.replaceAll('\0', '').toWellFormed())
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...kinds),
      fc.array(hostile, { minLength: 4, maxLength: 4 }),
      async (kind, texts) => {
        const names = Object.keys(couponKinds[kind])
        const done = demand(await make(kind, Object.fromEntries(names.map((name, at) => [name, texts[at] ?? '']))))
        if ('made' in done)
          await stopBatch(database.db, { batch: String(done.made.batch), member: manager, via: 'test' }, now)
        const found = await couponCard(database.db, texts[0] ?? '')
        expect(found.ok || found.code === 'promotion.coupon_unknown').toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})
