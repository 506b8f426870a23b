import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readReport } from '../../../analytics/reports/read.ts'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import { verify } from '../../../analytics/rollups/verify.ts'
import type { Db } from '../../../db/tables/index.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { takeEvent } from '../../../shop/intake/take.ts'
import { demand } from '../../../shop/result.ts'
import { hear } from '../../../shop/support/answer.ts'
import { complain } from '../../../shop/support/complain.ts'
import { sweepConversations } from '../../../shop/support/due.ts'
import { claim, handOver } from '../../../shop/support/own.ts'
import { keepRating } from '../../../shop/support/rate.ts'
import { reopen, resolve } from '../../../shop/support/settle.ts'
import { freshDatabase } from '../../postgres.ts'
import { recordingJobs } from '../../shop/goods.ts'
import { person } from '../../shop/people.ts'

const begin = Temporal.Instant.from('2026-11-02T01:00:00Z')
const { jobs } = recordingJobs()
const agents = [person('USAM00001', ['support']), person('ULIN00001', ['senior_support'])]

const kinds = ['write', 'claim', 'answer', 'hand over', 'resolve', 'reopen', 'complain', 'rate', 'sweep'] as const
const steps = fc.array(
  fc.record({
    ...{ kind: fc.constantFrom(...kinds, 'write', 'answer', 'claim'), customer: fc.constantFrom('ana', 'bo') },
    ...{
      agent: fc.constantFrom(...agents),
      score: fc.integer({ min: 1, max: 5 }),
      minutes: fc.integer({ min: 1, max: 600 }),
    },
  }),
  { minLength: 50, maxLength: 80 },
)
type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never

/** Does it where it makes sense; where it does not, support refuses. */
async function play(db: Db, step: Step, nth: number, now: Temporal.Instant): Promise<void> {
  const { kind, customer, agent, score } = step
  if (kind === 'write') {
    const data = { customer, message: `m${nth}`, text: 'hello' }
    demand(await takeEvent(db, jobs, `e${nth}`, { type: 'customer.message', timestamp: String(now), data }, now))
  }
  if (kind === 'sweep') await sweepConversations(db, jobs, now)
  const row = await db
    .selectFrom('conversations')
    .select(['id', 'owner'])
    .where('customer_id', '=', customer)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!row) return
  const conversation = String(row.id)
  const asked = { conversation, member: agents.find(({ id }) => id === row.owner) ?? agent, via: 'test' }
  const place = { channel: 'C1', ts: String(nth), thread: '1' }
  if (kind === 'claim') await claim(db, jobs, { ...asked, member: agent }, now)
  if (kind === 'answer') await hear(db, jobs, { ...asked, text: 'yes', files: 0, ...place }, now)
  if (kind === 'hand over') await handOver(db, jobs, { ...asked, person: agent.id, reason: 'lunch' }, now)
  if (kind === 'resolve') await resolve(db, jobs, { ...asked, outcome: 'done' }, now)
  if (kind === 'reopen') await reopen(db, jobs, asked, now)
  if (kind === 'complain')
    await complain(db, jobs, { ...asked, reason: 'late', severity: 'high', day: '2027-01-01' }, now)
  if (kind === 'rate') {
    const rated = { customer, id: 'one', order: null, conversation: null, score, comment: null }
    await db.transaction().execute((trx) => keepRating(trx, jobs, rated, now))
  }
}

async function supported() {
  const database = await freshDatabase()
  for (const { id, roles } of agents)
    for (const role of roles)
      await database.db
        .transaction()
        .execute((trx) => grantRole(trx, { member: id, role, by: null, via: 'test' }, begin))
  return database
}

const window = { from: Temporal.PlainDate.from('2026-11-04'), to: Temporal.PlainDate.from('2026-11-30') }
const later = Temporal.Instant.from('2026-12-20T00:00:00Z')

/** All that the report says, of everybody or of one agent. */
async function figures(db: Db, agent: string | null) {
  const { totals, previous, series, previousSeries, rows } = demand(
    await readReport(db, { report: 'support', window, agent }, later),
  )
  return { totals, previous, series, previousSeries, rows }
}

test('whatever is done in conversations while refreshers run, days of support are those of a recompute and of the conversations', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(steps, fc.boolean(), async (list, workingHours) => {
      const { db, close } = await supported()
      try {
        await db
          .insertInto('settings')
          .values({ key: 'support.working_hours', value: JSON.stringify(workingHours), updated_at: begin })
          .execute()
        let now = begin
        for (const [nth, step] of list.entries()) {
          now = now.add({ minutes: step.minutes })
          await Promise.all([play(db, step, nth, now), refresh(db)])
        }
        await refresh(db)
        expect(await verify(db)).toEqual([])
        const agent = [null, agents[0]?.id ?? null][list.length % 2] ?? null
        const kept = await figures(db, agent)
        await sql`with other as (update rollup_zone set zone = 'Pacific/Apia') update support_days set replies = 99`.execute(
          db,
        )
        expect(await figures(db, agent)).toEqual(kept)
        for (const [figure, value] of Object.entries(kept.totals)) if (value) seen.add(figure)
      } finally {
        await close()
      }
    }),
    { numRuns: 8, endOnFailure: true },
  )
  expect([...seen].toSorted()).toEqual([
    'complaints',
    'conversations',
    'first_response_p50',
    'first_response_p90',
    'rating',
    'reopened',
    'replies',
    'resolution_p50',
    'resolved',
  ])
})

test('what ended on a day stays so where the customer writes again on another, and is over twice then', async () => {
  const { db, close } = await supported()
  const step = { customer: 'ana' as const, agent: agents[0] ?? person('U', []), score: 1, minutes: 0 }
  const days = ['2026-11-05', '2026-11-06', '2026-11-08']
  const done: readonly (readonly [Step['kind'], number])[] = [
    ...([
      ['write', 0],
      ['claim', 0],
      ['resolve', 0],
    ] as const),
    ...([
      ['write', 1],
      ['resolve', 2],
    ] as const),
  ]
  for (const [nth, [kind, day]] of done.entries())
    await play(db, { ...step, kind }, nth, Temporal.Instant.from(`${days[day]}T02:0${nth}:00Z`))
  const { totals, series } = await figures(db, null)
  expect(series.slice(1, 5).map(({ resolved }) => resolved)).toEqual([1n, 0n, 0n, 1n])
  expect(totals).toMatchObject({ conversations: 1n, resolved: 2n, reopened: 1n })
  await close()
})
