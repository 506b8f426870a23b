import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World

/** What Sam, of support, is answered. */
async function answer(): Promise<string> {
  const sam = world.person('U0SAM')
  await sam.command('/stock low', { channel: 'general' })
  return JSON.stringify(sam.messages('general').at(-1)?.blocks ?? [])
}

const soon = { timeout: 2_000, interval: 50 }
const setRole = (role: string) =>
  world.program.database.db.updateTable('member_roles').set({ role }).where('member_id', '=', 'U0SAM').execute()

describe.each(['postgres', 'pglite'] as const)('someone who has looked something up, on %s', (on) => {
  beforeAll(async () => {
    world = await openWorld({ on })
    expect(await answer()).not.toContain('“see stock”')
  })
  afterAll(() => world.close())

  test('is refused the next time, if the right was taken by another program meanwhile', async () => {
    await setRole('visitor')
    await expect.poll(answer, soon).toContain('“see stock”')
    await setRole('support')
    await expect.poll(answer, soon).not.toContain('“see stock”')
  })

  test('is answered by a setting that they have just changed', async () => {
    const mei = world.person('U0MEI')
    for (const name of ['Tea House', 'Café', 'Backroom']) {
      await mei.command(`/settings set shop.name ${name}`, { channel: 'general' })
      await mei.command('/settings get shop.name', { channel: 'general' })
      expect(JSON.stringify(mei.messages('general').at(-1))).toContain(name)
    }
  })
})

test('while nothing can be heard of changes, everything is read anew, and heard again later', {
  timeout: 20_000,
}, async () => {
  world = await openWorld()
  const { db } = world.program.database
  const listening = sql<{ pid: number }>`
    select pid from pg_stat_activity where application_name = 'backroom notices' and datname = current_database()`
  const pids = async () => (await listening.execute(db)).rows.map(({ pid }) => pid)
  try {
    await expect.poll(pids, soon).toHaveLength(1)
    const [first = 0] = await pids()
    expect(await answer()).not.toContain('“see stock”')
    await sql`select pg_terminate_backend(${first})`.execute(db)
    await expect.poll(pids, soon).not.toContain(first)
    await setRole('visitor')
    expect(await answer()).toContain('“see stock”')
    await expect.poll(pids, { timeout: 5_000 }).toHaveLength(1)
    await setRole('support')
    await expect.poll(answer, soon).not.toContain('“see stock”')
  } finally {
    await world.close()
  }
})
