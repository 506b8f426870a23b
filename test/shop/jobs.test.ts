import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { QueueClient } from '../../db/postgres.ts'
import { openJobs } from '../../shop/jobs.ts'
import { freshDatabase } from '../postgres.ts'

test('a job is announced as its change is committed, so that no worker waits for its next look into the queue', async () => {
  const database = await freshDatabase()
  const queue = await openJobs(database, (error) => {
    throw error
  })
  const listener = new pg.Client(database.url)
  onTestFinished(async () => {
    await listener.end()
    await queue.stop()
    await database.close()
  })
  await listener.connect()
  const told = new Promise<string | undefined>((resolve) =>
    listener.on('notification', ({ payload }) => resolve(payload)),
  )
  await listener.query(`listen "${await channelOf(listener)}"`)
  await database.db.transaction().execute((trx) => queue.add(trx, 'message.draw', { key: 'one' }, 'one'))
  expect(await told).toBe('message.draw')
})

test('what the queue sends of several commands at once is taken however often it comes', async () => {
  const database = await freshDatabase()
  const client = new QueueClient(database.url)
  onTestFinished(async () => {
    await client.end()
    await database.close()
  })
  await client.connect()
  for (let time = 0; time < 10; time++) await client.query('select 1; select 2', [])
})

/** As pg-boss names it, by its schema. */
async function channelOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ channel: string }>(
    `select 'pgboss_' || left(encode(sha224('pgboss'::bytea), 'hex'), 24) as channel`,
  )
  return rows[0]?.channel ?? ''
}
