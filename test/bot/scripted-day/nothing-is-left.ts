import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Day } from './day.ts'

/** All that was to be told was told, each thing once, and nothing failed on the way. */
export async function nothingIsLeft({ db, outside, backroom, storefront }: Day): Promise<void> {
  const left = await db.selectFrom('callbacks').select(['type', 'state']).where('state', '<>', 'delivered').execute()
  expect(left).toEqual([])
  const ids = storefront.got.map(({ id }) => id)
  expect(ids).toHaveLength(new Set(ids).size)
  const known = await db
    .selectFrom('callbacks')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .executeTakeFirst()
  expect(ids).toHaveLength(Number(known?.count))
  const events = await db
    .selectFrom('storefront_events')
    .select(['type', 'state'])
    .where('state', '=', 'waiting')
    .execute()
  expect(events).toEqual([])
  const { rows } = await sql`select name, state from pgboss.job where state not in ('completed', 'cancelled')`.execute(
    db,
  )
  expect(rows).toEqual([])

  const keys = [...outside.slack.store.channels.values()].flatMap(({ id, messages }) =>
    [...messages.values()].flatMap(({ metadata }) => {
      const { key } = (metadata?.event_payload ?? {}) as { key?: string }
      return key ? [`${id} ${key}`] : []
    }),
  )
  expect(keys.length).toBeGreaterThan(50)
  expect(keys).toHaveLength(new Set(keys).size)
  expect(outside.slack.store.refusals).toEqual([])
  expect(backroom.log.filter((line) => !/"level":(10|20|30),/.test(line))).toEqual([])
}
