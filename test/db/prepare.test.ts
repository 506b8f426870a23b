import { EventEmitter } from 'node:events'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../db/connect.ts'
import { pipelined } from '../../db/pipeline.ts'
import { prepare } from '../../db/prepare.ts'
import { freshDatabase } from '../postgres.ts'

const nameOf = prepare((db, id: string) => db.selectFrom('customers').select('name').where('id', '=', id))
const number = prepare((db, text: string) => db.selectNoFrom(sql<number>`${text}::text::int`.as('number')))

let database: Database
beforeAll(async () => {
  database = await freshDatabase()
  const customers = Array.from({ length: 100 }, (_, index) => ({ id: `c${index}`, name: `Customer ${index}` }))
  await database.db.insertInto('customers').values(customers).execute()
})
afterAll(() => database.close())

test('look-ups at the same time each get their own answer, the first ones too', async () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => index % 100)
  const rows = await Promise.all(ids.map((id) => nameOf(database.db, `c${id}`)))
  expect(rows).toEqual(ids.map((id) => [{ name: `Customer ${id}` }]))
})

test('one that fails takes none of its neighbours with it', async () => {
  const texts = Array.from({ length: 50 }, (_, index) => (index % 7 === 3 ? 'no number' : String(index)))
  const answers = await Promise.allSettled(texts.map((text) => number(database.db, text)))
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual(
    texts.map((text) => (text === 'no number' ? 'failed' : [{ number: Number(text) }])),
  )
})

test('in a transaction it sees what the transaction wrote, and others do not', async () => {
  await database.db
    .transaction()
    .execute(async (trx) => {
      await trx.updateTable('customers').set({ name: 'Renamed' }).where('id', '=', 'c1').execute()
      expect(await nameOf(trx, 'c1')).toEqual([{ name: 'Renamed' }])
      expect(await nameOf(database.db, 'c1')).toEqual([{ name: 'Customer 1' }])
      throw new Error('undone')
    })
    .catch((error: Error) => expect(error.message).toBe('undone'))
})

test('a connection that the server ended is opened again at the next look-up', async () => {
  await nameOf(database.db, 'c1')
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
  `.execute(database.db)
  await expect.poll(() => nameOf(database.db, 'c2').catch(() => 'broken')).toEqual([{ name: 'Customer 2' }])
})

/** A connection that a test breaks. */
class Breakable extends EventEmitter {
  ended = false
  connect = async () => {}
  end = async () => {
    this.ended = true
  }
}

test('a connection that says twice that it is gone does not take its successor with it', async () => {
  const opened: Breakable[] = []
  const connections = pipelined(() => {
    const client = new Breakable()
    opened.push(client)
    return client as unknown as pg.Client
  })
  await connections.connect()
  opened[0]?.emit('error', new Error('broken'))
  const second = await connections.connect()
  opened[0]?.emit('end')
  expect(await connections.connect()).toBe(second)
  await connections.end()
  expect(opened.map(({ ended }) => ended)).toEqual([false, true])
})
