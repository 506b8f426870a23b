import { takeEvent } from '../../../shop/intake/take.ts'
import { demand } from '../../../shop/result.ts'
import { hear } from '../../../shop/support/answer.ts'
import { complain } from '../../../shop/support/complain.ts'
import { claim } from '../../../shop/support/own.ts'
import { resolve, snooze } from '../../../shop/support/settle.ts'
import type { Story } from './story.ts'
import type { TravelWorld } from './world.ts'

const write =
  (customer: string) =>
  async ({ db, jobs, clock }: TravelWorld) => {
    const data = { customer, message: customer, text: 'hello' }
    const event = { type: 'customer.message', timestamp: String(clock.now), data }
    demand(await takeEvent(db, jobs, customer, event, clock.now))
  }
const asked = async ({ db, member }: TravelWorld, customer: string) => {
  const row = db.selectFrom('conversations').select('id').where('customer_id', '=', customer)
  const { id } = await row.executeTakeFirstOrThrow()
  return { conversation: String(id), member: await member('U0LIN'), via: 'test' }
}
const take = (customer: string) => async (world: TravelWorld) =>
  demand(await claim(world.db, world.jobs, await asked(world, customer), world.clock.now))
const answer = (customer: string) => async (world: TravelWorld) => {
  const heard = { ...(await asked(world, customer)), text: 'yes', files: 0, channel: 'C1', ts: customer, thread: '1' }
  await hear(world.db, world.jobs, heard, world.clock.now)
}
const putOff = (customer: string, hours: string) => async (world: TravelWorld) =>
  demand(await snooze(world.db, world.jobs, { ...(await asked(world, customer)), hours }, world.clock.now))
const complaint = (customer: string, day: string) => async (world: TravelWorld) => {
  const how = { severity: 'high', day, reason: 'broken' }
  demand(await complain(world.db, world.jobs, { ...(await asked(world, customer)), ...how }, world.clock.now))
}
const end = (customer: string) => async (world: TravelWorld) => {
  const outcome = { outcome: 'sent anew' }
  demand(await resolve(world.db, world.jobs, { ...(await asked(world, customer)), ...outcome }, world.clock.now))
}

const now = (customer: string, event: string) => [`conversation of ${customer} ${event}`]
const closed = (customer: string, conversation: number) => [
  ...now(customer, 'closed'),
  `told conversation:${conversation} rating.asked`,
]

/** Conversations are numbered as they are begun here. */
export const support: readonly Story[] = [
  {
    does: {
      '03-05 10:00': write('s1'),
      '03-05 10:05': take('s1'),
      '03-05 10:10': putOff('s1', '72'),
      '03-09 09:40': answer('s1'),
    },
    fires: {
      '03-08 11:10': [...now('s1', 'woken'), ...now('s1', 'reminded'), ...now('s1', 'overdue')],
      '03-12 09:40': closed('s1', 1),
    },
  },
  {
    does: {
      '03-05 11:12': write('s2'),
      '03-05 11:15': take('s2'),
      '03-05 11:18': answer('s2'),
      '03-05 11:20': complaint('s2', '2026-03-08'),
      '03-12 10:00': end('s2'),
    },
    fires: { '03-07 23:00': now('s2', 'deadline_near'), '03-09 00:00': now('s2', 'deadline_missed') },
  },
  {
    does: { '03-08 01:43': write('s3'), '03-08 09:01': take('s3'), '03-08 09:05': answer('s3') },
    fires: {
      '03-08 03:13': now('s3', 'reminded'),
      '03-08 04:43': now('s3', 'overdue'),
      '03-11 09:05': closed('s3', 3),
    },
  },
  {
    does: { '03-18 23:45': write('s4'), '03-21 08:01': take('s4'), '03-21 08:05': answer('s4') },
    fires: {
      '03-19 00:15': now('s4', 'reminded'),
      '03-19 01:45': now('s4', 'overdue'),
      '03-24 08:05': closed('s4', 4),
    },
  },
]
