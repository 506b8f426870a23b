import { afterAll, beforeEach, expect, test } from 'vitest'
import { grantRole } from '../../../shop/access/members.ts'
import { keepReceiver } from '../../../shop/callbacks/tell.ts'
import { takeEvent } from '../../../shop/intake/take.ts'
import { demand } from '../../../shop/result.ts'
import { hear } from '../../../shop/support/answer.ts'
import { assignWaiting } from '../../../shop/support/assign.ts'
import { fillIn, saveCanned } from '../../../shop/support/canned.ts'
import { complain } from '../../../shop/support/complain.ts'
import { findConversation } from '../../../shop/support/conversation.ts'
import { sweepConversations } from '../../../shop/support/due.ts'
import { claim, escalate, handOver } from '../../../shop/support/own.ts'
import { addRoute } from '../../../shop/support/routes.ts'
import { reopen, resolve, snooze } from '../../../shop/support/settle.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, recordingJobs } from '../goods.ts'
import { manager, person } from '../people.ts'

const database = await freshDatabase()
afterAll(database.close)
const { db } = database
const { jobs } = recordingJobs()
const sam = person('USAM00001', ['support'])
const lin = person('ULIN00001', ['senior_support'])
for (const { id, roles } of [sam, lin])
  for (const role of roles)
    await db.transaction().execute((trx) => grantRole(trx, { member: id, role, by: null, via: 'test' }, now))

let count = 0
const write = async (customer: string, at = now, more: object = {}) => {
  const data = { customer, message: `m${++count}`, text: 'hello', ...more }
  demand(await takeEvent(db, jobs, `e${count}`, { type: 'customer.message', timestamp: String(at), data }, at))
  const { id } = await db
    .selectFrom('conversations')
    .select('id')
    .where('customer_id', '=', customer)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return String(id)
}
const of = async (conversation: string) => demand(await findConversation(db, conversation))
const answer = (conversation: string, member = sam, at = now) => {
  const place = { channel: 'C1', ts: String(++count), thread: '1' }
  return hear(db, jobs, { conversation, member, text: 'yes', files: 0, ...place }, at)
}
const events = async (conversation: string) =>
  (
    await db
      .selectFrom('conversation_entries')
      .select('event')
      .where('conversation_id', '=', BigInt(conversation))
      .where('kind', '=', 'event')
      .orderBy('seq')
      .execute()
  ).map(({ event }) => event)
const minutes = (n: number) => now.add({ minutes: n })
const by = (member: typeof sam, conversation: string) => ({ conversation, member, via: 'test' })
const set = (key: string, value: unknown) =>
  db
    .insertInto('settings')
    .values({ key, value: JSON.stringify(value), updated_at: now })
    .execute()

beforeEach(async () => {
  for (const table of ['conversation_entries', 'conversations', 'settings', 'messages'] as const)
    await db.deleteFrom(table).execute()
})

test('a customer who waits is reminded of once and left to the seniors once, also by two processes and after missed beats', async () => {
  const id = await write('c1')
  await sweepConversations(db, jobs, minutes(29))
  expect(await events(id)).toEqual([])
  await Promise.all([sweepConversations(db, jobs, minutes(31)), sweepConversations(db, jobs, minutes(31))])
  expect(await events(id)).toEqual(['reminded'])
  await sweepConversations(db, jobs, minutes(500))
  await sweepConversations(db, jobs, minutes(501))
  expect(await events(id)).toEqual(['reminded', 'overdue'])
  expect(await of(id)).toMatchObject({ level: 'senior', owner: null })
  expect(await claim(db, jobs, by(sam, id), now)).toMatchObject({ code: 'support.senior_only' })
  demand(await claim(db, jobs, by(lin, id), now))
  await answer(id, lin, minutes(510))
  await write('c1', minutes(520))
  await sweepConversations(db, jobs, minutes(551))
  expect((await events(id)).filter((event) => event === 'reminded')).toHaveLength(2)
})

test('one that is put off wakes at its time, or when the customer writes; an answered one ends by itself and is asked about', async () => {
  await db.transaction().execute((trx) => keepReceiver(trx, true, now))
  const id = await write('c1')
  demand(await claim(db, jobs, by(sam, id), now))
  expect(await snooze(db, jobs, { ...by(sam, id), hours: 'x' }, now)).toMatchObject({ code: 'support.hours' })
  demand(await snooze(db, jobs, { ...by(sam, id), hours: '4' }, now))
  await sweepConversations(db, jobs, now.add({ hours: 3 }))
  expect((await of(id)).state).toBe('snoozed')
  await sweepConversations(db, jobs, now.add({ hours: 4 }))
  expect(await events(id)).toEqual(['claimed', 'snoozed', 'woken', 'reminded', 'overdue'])
  await answer(id, sam, now.add({ hours: 5 }))
  await sweepConversations(db, jobs, now.add({ hours: 5 + 71 }))
  expect((await of(id)).state).toBe('open')
  await sweepConversations(db, jobs, now.add({ hours: 5 + 72 }))
  expect(await of(id)).toMatchObject({ state: 'resolved', owner: sam.id })
  const told = await db.selectFrom('callbacks').select('type').orderBy('seq').execute()
  expect(told.map(({ type }) => type)).toEqual(['support.message', 'rating.asked'])

  expect(await write('c1', now.add({ hours: 100 }))).toBe(id)
  expect(await of(id)).toMatchObject({ state: 'open', reopened: 1 })
  demand(await resolve(db, jobs, { ...by(sam, id), outcome: '' }, now.add({ hours: 101 })))
  const later = await write('c1', now.add({ hours: 24 * 30 }))
  expect(later).not.toBe(id)
  expect(await reopen(db, jobs, by(sam, id), now)).toMatchObject({ code: 'support.another_open' })
})

test('one that is taken up again waits since its customer wrote what nobody answered; claiming what somebody has is refused', async () => {
  const id = await write('c1')
  demand(await claim(db, jobs, by(sam, id), now))
  expect(await claim(db, jobs, by(lin, id), now)).toMatchObject({ code: 'support.taken', values: { member: sam.id } })
  demand(await resolve(db, jobs, { ...by(sam, id), outcome: '' }, minutes(10)))
  demand(await reopen(db, jobs, by(sam, id), minutes(20)))
  expect((await of(id)).waiting_since).toEqual(now)
  await answer(id, sam, minutes(25))
  demand(await resolve(db, jobs, { ...by(sam, id), outcome: '' }, minutes(30)))
  demand(await reopen(db, jobs, by(sam, id), minutes(40)))
  expect((await of(id)).waiting_since).toBeNull()
})

test('a complaint is reminded of before its deadline and called at it, each once, and ends only with its outcome', async () => {
  const id = await write('c1')
  demand(await claim(db, jobs, by(lin, id), now))
  const asked = { ...by(lin, id), reason: 'broken', severity: 'high', day: '2026-03-12' }
  expect(await complain(db, jobs, { ...asked, day: '2026-02-31' }, now)).toMatchObject({ code: 'support.day' })
  expect(await complain(db, jobs, { ...asked, day: '2026-03-09' }, now)).toMatchObject({ code: 'support.day' })
  expect(await complain(db, jobs, { ...asked, severity: '<!channel>' }, now)).toMatchObject({
    code: 'support.severity',
  })
  demand(await complain(db, jobs, asked, now))
  await answer(id, lin)
  const deadline = Temporal.Instant.from('2026-03-12T16:00:00Z')
  expect((await of(id)).deadline).toEqual(deadline)
  await sweepConversations(db, jobs, deadline.subtract({ hours: 25 }))
  expect(await events(id)).toEqual(['claimed', 'complaint'])
  for (const at of [
    deadline.subtract({ hours: 24 }),
    deadline.subtract({ hours: 1 }),
    deadline,
    deadline.add({ hours: 200 }),
  ])
    await sweepConversations(db, jobs, at)
  expect(await events(id)).toEqual(['claimed', 'complaint', 'deadline_near', 'deadline_missed'])
  expect(await resolve(db, jobs, { ...by(lin, id), outcome: ' ' }, now)).toMatchObject({
    code: 'support.outcome_needed',
  })
  demand(await resolve(db, jobs, { ...by(lin, id), outcome: 'sent anew' }, now))
  expect(await of(id)).toMatchObject({ state: 'resolved', outcome: 'sent anew', kind: 'complaint' })
})

test('a conversation goes where the first route that fits says; what nobody has goes to who is there and has the fewest', async () => {
  demand(await addRoute(db, { texts: { topic: 'Tea', level: 'senior' }, member: lin, via: 'test' }, now))
  expect(await addRoute(db, { texts: {}, member: lin, via: 'test' }, now)).toMatchObject({
    code: 'support.route_empty',
  })
  expect(await addRoute(db, { texts: { topic: 'x' }, member: sam, via: 'test' }, now)).toMatchObject({
    code: 'access.denied',
  })
  const tea = await write('c1', now, { topic: 'tea' })
  expect(await of(tea)).toMatchObject({ level: 'senior', channel: 'channel.support' })
  const first = await write('c2')
  const second = await write('c3', minutes(1))
  await assignWaiting(db, jobs, async () => true, now)
  expect((await of(first)).owner).toBe(null)
  await set('support.assign_by_load', true)
  await assignWaiting(db, jobs, async () => false, now)
  expect((await of(first)).owner).toBe(null)
  await assignWaiting(db, jobs, async () => true, now)
  expect((await of(tea)).owner).toBe(lin.id)
  expect((await of(first)).owner).toBe(sam.id)
  expect([sam.id, lin.id]).toContain((await of(second)).owner)
})

test('its owner hands it over, others do not; what its former owner writes is a note', async () => {
  const id = await write('c1')
  demand(await claim(db, jobs, by(sam, id), now))
  expect(await claim(db, jobs, by(sam, id), now)).toMatchObject({ code: 'support.yours' })
  expect(await handOver(db, jobs, { ...by(sam, id), person: manager.id, reason: '' }, now)).toMatchObject({ ok: false })
  demand(await handOver(db, jobs, { ...by(sam, id), person: lin.id, reason: 'late' }, now))
  expect(await handOver(db, jobs, { ...by(sam, id), person: sam.id, reason: '' }, now)).toMatchObject({
    code: 'support.not_yours',
  })
  await answer(id, sam)
  expect((await of(id)).first_answer_at).toBe(null)
  await answer(id, lin)
  expect(await of(id)).toMatchObject({ first_answer_by: lin.id, waiting_since: null })
  demand(await escalate(db, jobs, { ...by(lin, id), reason: '' }, now))
  expect(await of(id)).toMatchObject({ level: 'senior', owner: null })
})

test('a canned answer takes known variables only, and fills them in', async () => {
  const save = (name: string, text: string) => saveCanned(db, { name, text, member: lin, via: 'test' }, now)
  expect(await save('x', 'Dear {who}')).toMatchObject({ code: 'support.variable' })
  expect(await save('<!channel>', 'x')).toMatchObject({ code: 'support.canned_name' })
  expect(await save('x', '\u200b')).toMatchObject({ code: 'support.canned_text' })
  const { text } = demand(await save('Greeting', 'Dear {customer}, of {order}: {agent}, {shop}'))
  const id = await write('c1')
  expect(fillIn(text, await of(id), 'Sam', 'Tea House')).toBe('Dear c1, of : Sam, Tea House')
})

test('a conversation that cannot be seen to holds up no other, neither in reminding nor in assigning', async () => {
  await set('support.assign_by_load', true)
  const [stuck, other] = [await write('c1'), await write('c2')]
  const failing: typeof jobs = {
    async add(trx, name, data, key) {
      if (key.includes(`support.card:${stuck}`)) throw new Error('stuck')
      await jobs.add(trx, name, data, key)
    },
  }
  const own = (member: string) => Promise.resolve(member === sam.id)
  await expect(sweepConversations(db, failing, minutes(31))).rejects.toThrow('sweeping conversations')
  await expect(assignWaiting(db, failing, own, minutes(31))).rejects.toThrow('assigning conversations')
  expect([await events(stuck), await events(other)]).toEqual([[], ['reminded', 'assigned']])
  expect([(await of(stuck)).owner, (await of(other)).owner]).toEqual([null, sam.id])
})
