import { expect, test } from 'vitest'
import { backTest } from '../../../analytics/alerts/backtest.ts'
import { listEpisodes } from '../../../analytics/alerts/episodes.ts'
import { figures } from '../../../analytics/alerts/figures.ts'
import { testedWords } from '../../../analytics/alerts/tested.ts'
import { demand } from '../../../shop/result.ts'
import { alertsWorld, at, created } from './alerts-world.ts'

const { world, sold, eightMondays, rule, beats } = alertsWorld()

test('a back-test finds the episodes that were told day by day, and says of how many days nothing can be said', async () => {
  await eightMondays()
  await sold(30, '2026-03-02T12:00')
  await sold(5, '2026-03-03T12:00')
  const texts = { figure: 'sales.gross_sales', window: '7d', when: 'change.up', value: '60', rearm: '24' }
  const made = await rule(texts)
  const march = { from: Temporal.PlainDate.from('2026-02-20'), to: Temporal.PlainDate.from('2026-03-20') }
  for (let day = march.from; !day.equals('2026-03-22'); day = day.add({ days: 1 })) await beats(`${day}T00:01`)
  const told = (await listEpisodes(world.database.db, { rule: null, merchant: null }, { size: 50 })).rows.toReversed()
  const tested = demand(await backTest(world.database.db, made, made.rearmHours, march, at('2026-04-01T00:00')))
  const moments = (one: { beganAt: Temporal.Instant }, end: Temporal.Instant | null | undefined) =>
    `${one.beganAt} to ${end}`
  expect(tested.episodes.length).toBeGreaterThan(0)
  expect(tested.episodes.map((one) => moments(one, one.endedAt))).toEqual(told.map((one) => moments(one, one.end?.at)))
  expect(tested).toMatchObject({ slots: 29, silent: 4 })
  for (const name of [
    'live.goods_low',
    'orders.late_deliveries',
    'merchants.late_shipment_rate',
    'merchants.due_shipments',
  ]) {
    const figure = figures.find((one) => one.name === name)
    if (!figure) throw new Error(`no figure ${name}`)
    const tried = await backTest(world.database.db, { ...made, figure }, 24, march, created)
    expect(tried, name).toMatchObject({ code: 'alert.no_past' })
  }
})

test('a back-test says nothing of what the records do not reach back to, and from when on they do, up to now', async () => {
  await sold(3, '2026-03-02T12:00')
  const below = await rule({ figure: 'sales.units', window: 'day', when: 'threshold.below', value: '5' })
  const above = await rule({ figure: 'sales.units', window: 'day', when: 'threshold.above', value: '0' })
  const tried = async (watch: typeof below, from: string, to: string) => {
    const dates = { from: Temporal.PlainDate.from(from), to: Temporal.PlainDate.from(to) }
    return demand(await backTest(world.database.db, watch, 24, dates, at('2026-03-06T10:00')))
  }
  for (const watch of [below, above]) {
    const long = await tried(watch, '2019-01-01', '2019-12-31')
    expect(long).toMatchObject({ episodes: [], slots: 365, unreached: 365, silent: 0 })
    const { heading, silent } = testedWords(watch, long, 'en')
    expect(heading).toContain('Nothing can be said of Jan 1, 2019 to Dec 31, 2019.')
    expect(silent).toBe(
      'The records begin Mar 2, 2026: at 365 of 365 looks they did not reach back to the whole period, so nothing can be said.',
    )
  }
  const tested = await tried(below, '2026-02-20', '2026-04-20')
  // Of the day on which the records begin, a part is missing.
  expect(tested.episodes.map(({ beganAt }) => beganAt)).toEqual([at('2026-03-04T00:00')])
  expect(tested).toMatchObject({ slots: 14, unreached: 11, silent: 0 })
  expect(testedWords(below, tested, 'en').heading).toContain('once from Feb 20, 2026 to Mar 6, 2026.')
  // More than the value is more, whatever is missing.
  const [first] = (await tried(above, '2026-02-20', '2026-03-05')).episodes
  expect(first).toMatchObject({ beganAt: at('2026-03-03T00:00'), reading: { value: 3 } })
})
