import { writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { rateAlert, rateTroubles } from '../../../shop/rates/alert.ts'
import { rateOf } from '../../../shop/rates/book.ts'
import type { Fetch } from '../../../shop/rates/fetch.ts'
import { readRates } from '../../../shop/rates/read.ts'
import { refreshRates } from '../../../shop/rates/refresh.ts'
import { demand } from '../../../shop/result.ts'
import { setSetting } from '../../../shop/settings/change.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { recordingJobs } from '../goods.ts'
import { manager } from '../people.ts'
import { ecbFile } from './file.ts'

const ADDRESS = 'https://rates.example/daily.xml'
const start = Temporal.Instant.from('2026-11-24T16:00:00Z')
const good = ecbFile({ USD: '1.1531', CNY: '8.1992' })

let database: Database
/** What the server does with the next requests, and how many there were. */
let serve: (response: ServerResponse) => void
let requests = 0

const server = createServer((_, response) => {
  requests++
  serve(response)
})
/** The platform's own fetch, led to the server on this machine. */
const local: Fetch = (_, options) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, options)

beforeAll(async () => {
  database = await freshDatabase()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await database.close()
})

const set = async (key: string, text: string) =>
  demand(await setSetting(database.db, { key, text, member: manager, via: 'test' }, start))

beforeEach(async () => {
  for (const table of ['rate_source', 'messages', 'settings'] as const) await database.db.deleteFrom(table).execute()
  await set('rate.source', ADDRESS)
  serve = (response) => response.end(good)
  requests = 0
})

const { jobs } = recordingJobs()
const refresh = (minutes: number, through = local) => refreshRates(database.db, jobs, through, start.add({ minutes }))
const dollar = async (minutes = 0) => {
  const { db } = database
  return rateOf(await readRates(db, await readSettings(db)), 'USD', start.add({ minutes }))
}
const alerts = async () =>
  (await database.db.selectFrom('messages').select(['subject', 'channel']).orderBy('subject').execute()).map(
    ({ subject, channel }) => `${subject.split(' ')[0]} ${channel}`,
  )
const state = () => database.db.selectFrom('rate_source').selectAll().executeTakeFirstOrThrow()

test('a source is read at once, then each hour, by one process at a time', async () => {
  await Promise.all([refresh(0), refresh(0), refresh(0)])
  expect(requests).toBe(1)
  expect(await dollar()).toMatchObject({ rate: '7.110571503', from: 'source', stale: false })
  for (const minute of [1, 30, 59]) await refresh(minute)
  expect(requests).toBe(1)
  serve = (response) => response.end(ecbFile({ USD: '1.2', CNY: '8.4' }))
  await Promise.all([refresh(60), refresh(60)])
  expect(requests).toBe(2)
  expect((await dollar())?.rate).toBe('7')
  expect(await alerts()).toEqual([])
})

test.each([
  ['answers with an error', (response: ServerResponse) => response.writeHead(503).end(good), 'rate.answered'],
  [
    'leads elsewhere',
    (response: ServerResponse) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end(),
    'rate.unreachable',
  ],
  ['breaks off', (response: ServerResponse) => response.destroy(), 'rate.unreachable'],
  ['sends something else', (response: ServerResponse) => response.end('<html></html>'), 'rate.malformed'],
  ['sends only half', (response: ServerResponse) => response.end(good.slice(0, 300)), 'rate.malformed'],
  ['sends too much', (response: ServerResponse) => response.end(good + ' '.repeat(300_000)), 'rate.too_long'],
] as const)(
  'a source that %s leaves the last good rates, is told of once, and tried again sooner',
  async (_, fault, code) => {
    await refresh(0)
    serve = fault
    await refresh(60)
    expect(requests).toBe(2)
    expect((await state()).error).toMatchObject({ code })
    expect((await dollar())?.rate).toBe('7.110571503')
    await refresh(65)
    await refresh(70)
    expect(requests).toBe(3)
    expect(await alerts()).toEqual(['failing channel.operations'])
    expect(await rateTroubles(database.db, await readSettings(database.db))).toMatchObject([{ code: 'rates_failing' }])
    serve = (response) => response.end(good)
    await refresh(80)
    expect(await rateTroubles(database.db, await readSettings(database.db))).toEqual([])
    const { subject } = await database.db.selectFrom('messages').select('subject').executeTakeFirstOrThrow()
    expect(await rateAlert(database.db, subject)).toMatchObject({ trouble: 'failing', over: true, error: null })
    serve = fault
    await refresh(140)
    expect(await alerts()).toEqual(['failing channel.operations', 'failing channel.operations'])
  },
)

test('rates that grow too old are told of once an episode, are not used, and say so when they are renewed', async () => {
  await set('rate.stale_after_hours', '24')
  await refresh(0)
  const day = 24 * 60
  // Published at 15:00 UTC, an hour before the start.
  await refresh(day - 60)
  expect(await alerts()).toEqual([])
  await refresh(day - 59)
  await refresh(day + 300)
  expect(await alerts()).toEqual(['stale channel.operations'])
  expect((await dollar(day))?.stale).toBe(true)
  expect(await rateTroubles(database.db, await readSettings(database.db))).toMatchObject([{ code: 'rates_stale' }])
  serve = (response) => response.end(ecbFile({ USD: '1.2', CNY: '8.4' }, '2026-11-25'))
  await refresh(day + 400)
  expect((await state()).stale_since).toBeNull()
  expect(await dollar(day + 400)).toMatchObject({ rate: '7', stale: false })
})

test('older rates than those at hand do not take their place', async () => {
  await refresh(0)
  serve = (response) => response.end(ecbFile({ USD: '9', CNY: '9' }, '2026-11-20'))
  await refresh(60)
  expect((await dollar())?.rate).toBe('7.110571503')
})

test('no transaction is open while the source takes its time', async () => {
  const slow: Fetch = async () => {
    const { rows } = await open()
    return new Response(rows > 0 ? 'a transaction is open' : good)
  }
  await refresh(0, slow)
  expect((await state()).error).toBeNull()
  expect((await dollar())?.rate).toBe('7.110571503')
})

/** How many sessions of this database are within a transaction but not at work. */
async function open(): Promise<{ rows: number }> {
  const { sql } = await import('kysely')
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and state like 'idle in transaction%'`.execute(database.db)
  return { rows: rows[0]?.n ?? 0 }
}

test('a file can be the source; what is no ordinary file is not read', async () => {
  const path = join(inject('scratch'), 'rates.xml')
  await writeFile(path, good)
  await set('rate.source', path)
  await refresh(0)
  expect(requests).toBe(0)
  expect((await dollar())?.rate).toBe('7.110571503')
  for (const bad of ['/dev/zero', inject('scratch'), '/nowhere/rates.xml']) {
    await set('rate.source', bad)
    await refresh(1)
    expect((await state()).error).toMatchObject({ code: 'rate.unreachable' })
  }
  expect((await dollar())?.rate).toBe('7.110571503')
})

test('without a source its rates are left aside, nothing is read, and what was told of is over', async () => {
  serve = (response) => response.destroy()
  await refresh(0)
  expect(await alerts()).toHaveLength(1)
  await set('rate.source', 'none')
  await refresh(10)
  expect(requests).toBe(1)
  expect((await state()).failing_since).toBeNull()
  expect(await dollar()).toBeNull()
})

test.each([
  'http://rates.example/',
  'ftp://x',
  'rates.xml',
  'https://',
  'javascript:alert(1)',
  'https://a b',
  'x'.repeat(600),
])('the source cannot be %j', async (text) => {
  const done = await setSetting(database.db, { key: 'rate.source', text, member: manager, via: 'test' }, start)
  expect(done).toMatchObject({ code: 'setting.invalid.source' })
})
