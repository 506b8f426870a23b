import { expect, test } from 'vitest'
import { alerts } from './time-travel/alerts.ts'
import { orders } from './time-travel/orders.ts'
import { reports } from './time-travel/reports.ts'
import { travel } from './time-travel/run.ts'
import { stock } from './time-travel/stock.ts'
import { support } from './time-travel/support.ts'
import { team } from './time-travel/team.ts'
import { on, travelWorld } from './time-travel/world.ts'

const stories = [...orders, ...support, ...stock, ...team, ...reports, ...alerts]
const { compare } = Temporal.Instant

/** From one time to another in steps of so many minutes, the first again after the last. */
function every(steps: readonly number[], from: string, to: string): Temporal.Instant[] {
  const beats: Temporal.Instant[] = []
  for (let at = on(from); compare(at, on(to)) < 0; ) {
    beats.push(at)
    at = at.add({ minutes: steps[(beats.length - 1) % steps.length] ?? 0 })
  }
  return beats
}
const inJumps = every([614, 1306, 842, 1559], '02-15 00:00', '04-16 00:00')

test('whatever falls due by itself in 60 days happens once and at its time, also where clocks go forward', async () => {
  const world = await travelWorld(1)
  try {
    const hourly = [...every([60], '03-07 00:00', '03-10 00:00'), ...every([60], '03-18 00:00', '03-20 00:00')]
    const { happened, expected } = await travel(world, stories, { beats: [...inJumps, ...hourly] })
    expect(happened).toEqual(expected)
  } finally {
    await world.close()
  }
}, 120_000)

test('two processes at once do each thing once, and make up for two days without any of them', async () => {
  const world = await travelWorld(2)
  try {
    const outage = { from: on('03-19 00:00'), to: on('03-21 00:00') }
    const around = [on('03-18 09:00'), on('03-18 23:59'), outage.to, ...every([60], '03-07 00:00', '03-09 00:00')]
    const { happened, expected } = await travel(world, stories, { beats: [...inJumps, ...around], outage })
    expect(happened).toEqual(expected)
  } finally {
    await world.close()
  }
}, 120_000)
