import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import { scrape } from './scrape.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.settled()
})
afterAll(() => world.close())

/** Holds whoever wants a table, until released. */
async function holdTable(table: string): Promise<() => Promise<void>> {
  const { db } = world.program.services
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let held = () => {}
  const holding = new Promise<void>((resolve) => {
    held = resolve
  })
  const done = db.transaction().execute(async (trx) => {
    await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(trx)
    held()
    await released
  })
  await holding
  return () => {
    release()
    return done
  }
}

const sku = () =>
  world.program.services.db
    .selectFrom('stock')
    .select('sku')
    .where('on_hand', '>', 10)
    .orderBy('sku')
    .executeTakeFirstOrThrow()

test('a command whose records take longer than Slack waits says so in time, and its answer follows', async () => {
  const mei = world.person('U0MEI')
  const { sku: tea } = await sku()
  const release = await holdTable('stock')
  const { shown } = await mei.command(`/stock ${tea}`)
  expect(shown?.text).toContain('Still working on it')
  expect(shown?.text).toContain('仍在处理')
  await release()
  await mei.sees('On hand')
})

test('a button and a form as well, and what they do is done once', async () => {
  const mei = world.person('U0MEI')
  const { db } = world.program.services
  const { sku: tea } = await sku()
  const onHand = async () =>
    (await db.selectFrom('stock').select('on_hand').where('sku', '=', tea).executeTakeFirstOrThrow()).on_hand
  const before = await onHand()
  await mei.command(`/stock ${tea}`)
  await mei.click('Adjust stock')
  await mei.fill({ Change: '+5', Reason: 'late delivery' }, { in: 'modal' })
  let release = await holdTable('stock')
  expect(await mei.submit()).toMatchObject({ ok: true })
  expect(mei.modal?.text).toContain('Still working on it')
  await release()
  await mei.closeModal()
  await expect.poll(onHand).toBe(before + 5)
  await mei.sees(String(before + 5))

  release = await holdTable('stock_movements')
  expect(await mei.click('Movements')).toMatchObject({ ok: true })
  await release()
  await mei.sees('late delivery')
})

test('Prometheus goes without a gauge whose records cannot be read, is told how often, and has it again', async () => {
  const { url } = world.program
  const [low, failures] = ['backroom_goods_low', 'backroom_gauge_failures_total{gauge="goods_low"}']
  const release = await holdTable('stock')
  const without = await scrape(url)
  await release()
  expect(without).not.toHaveProperty(low)
  expect(without).toMatchObject({ [failures]: 1, backroom_conversations_waiting: expect.any(Number) })
  world.advance({ seconds: 15 })
  expect(await scrape(url)).toMatchObject({ [failures]: 1, [low]: expect.any(Number) })
})

test('nothing that was shown is anything that Slack would refuse', () => {
  expect(world.program.workspace?.sandbox.store.refusals).toEqual([])
})
