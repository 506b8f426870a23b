import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventKinds } from '../../../shop/intake/registry.ts'
import { takeEvent } from '../../../shop/intake/take.ts'
import { anyText } from '../../any-text.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, recordingJobs } from '../goods.ts'
import { story } from './story.ts'

const database = await freshDatabase()
const { db } = database
const { jobs } = recordingJobs()
let ids = 0

const take = (type: string, data: unknown) =>
  takeEvent(db, jobs, `h${++ids}`, { type, timestamp: String(now), data }, now)

// What the events are about is there, so that they get as far as they can.
beforeAll(async () => {
  for (const [, type, data] of story) await take(type, data)
})
afterAll(database.close)

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      '',
      ' ',
      '<!channel>',
      '<@U0MEI>',
      "'; drop table orders; --",
      '=1+1',
      '１２３',
      '-1',
      '1e9',
      '0.001',
      'NaN',
      '\0',
    ],
    ...['\u200b', '👩‍👩‍👧‍👦', '\ud800', 'مرحبا', 'x'.repeat(10_000), '../../etc/passwd', '__proto__', '9'.repeat(40)],
    ...[0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, true, null, [], {}, [null], { sku: {} }],
  ),
  anyText({ maxLength: 300 }),
  fc.double(),
)

/** The example of a kind with one of its fields, however deep, gone or replaced, or with one more. */
const spoilt = fc
  .record({
    kind: fc.constantFrom(...eventKinds),
    told: fc.boolean(),
    at: fc.nat(),
    value: hostile,
    how: fc.constantFrom('replace', 'remove', 'add', 'whole'),
  })
  .map(({ kind, told, at, value, how }) => {
    const known = story.filter(([, type]) => type === kind.type)
    const whole = structuredClone(told ? known[at % known.length]?.[2] : kind.example) as Record<string, unknown>
    if (how === 'whole') return { type: kind.type, data: value }
    const places = placesOf(whole)
    const [owner, name] = places[at % places.length] ?? [whole, '']
    if (how === 'remove') delete owner[name]
    else owner[how === 'add' ? 'more' : name] = value
    return { type: kind.type, data: whole }
  })

/** Every field of a value, with the object or list that holds it. */
function placesOf(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return []
  const owner = value as Record<string, unknown>
  return Object.keys(owner).flatMap((name): [Record<string, unknown>, string][] => [
    [owner, name],
    ...placesOf(owner[name]),
  ])
}

/** How much there is of everything but the events themselves. */
async function amount(): Promise<string> {
  const { rows } = await sql`
    select (select count(*) from orders) as orders, (select count(*) from order_items) as items,
      (select count(*) from payments) as payments, (select count(*) from shipments) as shipments,
      (select count(*) from shipment_events) as parcels,
      (select count(*) from order_events) as timeline, (select count(*) from refunds) as refunds,
      (select count(*) from returns) as returns, (select count(*) from return_lines) as back,
      (select count(*) from conversation_entries) as said, (select count(*) from conversations) as conversations, (select count(*) from customer_ratings) as ratings,
      (select count(*) from reviews) as reviews, (select count(*) from messages) as posts,
      (select sum(on_hand + reserved) from stock) as stock`.execute(db)
  return JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value))
}

test('whatever stands in an event, it is applied whole, kept with its reason, or refused, and never by half', async () => {
  const outcomes = new Set<string>()
  await fc.assert(
    fc.asyncProperty(spoilt, async ({ type, data }) => {
      const before = await amount()
      const taken = await take(type, data)
      const outcome = taken.ok ? taken.value.state : taken.code
      outcomes.add(outcome)
      expect(['applied', 'waiting', 'refused', 'intake.unreadable']).toContain(outcome)
      if (outcome !== 'applied') expect(await amount()).toBe(before)
    }),
    { numRuns: 250 },
  )
  expect([...outcomes]).toEqual(expect.arrayContaining(['applied', 'waiting', 'intake.unreadable']))
})
