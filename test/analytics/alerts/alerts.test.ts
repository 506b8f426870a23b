import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { backTest } from '../../../analytics/alerts/backtest.ts'
import { muteRule, removeRule, snoozeRule, unmuteRule } from '../../../analytics/alerts/change.ts'
import { findEpisode, listEpisodes } from '../../../analytics/alerts/episodes.ts'
import { figures } from '../../../analytics/alerts/figures.ts'
import type { AlertTexts } from '../../../analytics/alerts/form.ts'
import { planAlerts } from '../../../analytics/alerts/plan.ts'
import { presetNames, shipPresets } from '../../../analytics/alerts/presets.ts'
import { readSpans } from '../../../analytics/alerts/read-spans.ts'
import { addressOf, listRules } from '../../../analytics/alerts/rules.ts'
import { saveRule } from '../../../analytics/alerts/save.ts'
import { testedWords } from '../../../analytics/alerts/tested.ts'
import { readReport } from '../../../analytics/reports/read.ts'
import { reportNames } from '../../../analytics/reports/registry.ts'
import { spanOf } from '../../../analytics/reports/window.ts'
import { refresh } from '../../../analytics/rollups/refresh.ts'
import { type Database, openDatabase } from '../../../db/connect.ts'
import type { Jobs } from '../../../shop/jobs.ts'
import { demand } from '../../../shop/result.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { freshDatabase } from '../../postgres.ts'
import { removeOrder, writeOrder } from '../orders.ts'

let database: Database & { url: string }
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  for (const table of ['alert_episodes', 'alert_rules', 'messages', 'audit_log'] as const)
    await database.db.deleteFrom(table).execute()
  for (const { number } of await database.db.selectFrom('orders').select('number').execute())
    await removeOrder(database.db, number)
  drawn = []
})

let drawn: string[] = []
const jobs: Jobs = {
  add: async (_, __, data) =>
    void drawn.push('key' in data ? data.key.replace(/(episode|recovery|reminder):.*/, '$1') : ''),
}
const zone = 'Asia/Shanghai'
const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant()
const mei = { member: 'U_MEI', merchant: null, via: '/alert' }
const created = at('2026-03-01T00:00')

let numbers = 0
/** An order of so many units at 10.00, at a local time. */
const sold = (units: number, local: string, merchant: string | null = null): Promise<void> =>
  writeOrder(database.db, {
    ...{ number: `N${++numbers}`, at: String(at(local)), lines: [{ price: 10_00n, quantity: units, merchant }] },
    payments: [{ id: 'P', amount: BigInt(units) * 10_00n }],
  })

/** Eight Mondays before 2 March 2026 with 8 to 13 units each, of which the usual band ends below 16. */
async function eightMondays(): Promise<void> {
  const monday = Temporal.PlainDate.from('2026-03-02')
  await sold(1, '2025-12-30T12:00')
  for (const [index, units] of [10, 11, 9, 8, 13, 10, 12, 9].entries())
    await sold(units, `${monday.subtract({ weeks: index + 1 })}T12:00`)
}

const unitsADay: AlertTexts = { figure: 'sales.units', window: 'day', when: 'band.high', rearm: '24' }

async function rule(texts: AlertTexts, actor: typeof mei | { member: string; merchant: string; via: string } = mei) {
  const saved = demand(await saveRule(database.db, jobs, { id: null, texts, actor }, created))
  if ('problems' in saved) throw new Error(JSON.stringify(saved.problems))
  return saved.saved
}

/** Lets the planner beat at some local times; gives what it had drawn at each. */
async function beats(...locals: string[]): Promise<string[][]> {
  const each: string[][] = []
  for (const local of locals) {
    drawn = []
    await planAlerts(database.db, jobs, at(local))
    each.push(drawn)
  }
  return each
}

describe('a figure', () => {
  test('can be watched if it is a total of a report that the report has of every stretch of time', async () => {
    const day = Temporal.PlainDate.from('2026-03-02')
    // The overview's are figures of the others.
    for (const report of reportNames.filter((name) => name !== 'overview')) {
      const { totals, series } = demand(
        await readReport(database.db, { report, window: { from: day, to: day } }, created),
      )
      const both = Object.keys(totals).filter((metric) => metric in (series[0] ?? {}))
      const watched = figures.filter((figure) => figure.report === report).map(({ metric }) => metric)
      expect(watched.toSorted(), report).toEqual(both.toSorted())
    }
  })

  test('of any stretches of time, overlapping or not, is what its report says of them', async () => {
    const { db } = database
    await sold(2, '2026-02-27T23:30')
    await sold(3, '2026-03-01T00:00', 'M1')
    await sold(1, '2026-03-03T12:00', 'M1')
    await refresh(db)
    const settings = await readSettings(db)
    const first = Temporal.PlainDate.from('2026-02-27')
    const window = fc.record({ from: fc.nat({ max: 6 }), days: fc.integer({ min: 1, max: 4 }) })
    const figure = fc.constantFrom(...figures.filter(({ report }) => report === 'sales' || report === 'customers'))
    const asked = fc.record({ figure, windows: fc.array(window, { maxLength: 6 }), own: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(asked, async ({ figure, windows, own }) => {
        const merchant = own ? 'M1' : null
        const dates = windows.map(({ from, days }) => ({
          ...{ from: first.add({ days: from }), to: first.add({ days: from + days - 1 }) },
        }))
        const spans = dates.map((one) => spanOf(one, zone))
        const read = await readSpans(db, settings, { figure, merchant }, spans, at('2026-03-20T00:00'))
        for (const [index, one] of dates.entries()) {
          const report = figure.report ?? ''
          const filters = merchant === null ? {} : { merchant }
          const { totals } = demand(await readReport(db, { report, window: one, filters }, at('2026-03-20T00:00')))
          const total = totals[figure.metric]
          const span = spans[index]
          // The first hour with an order is within 27 February, of the merchant that of 1 March.
          const isBefore = own && Temporal.PlainDate.compare(one.to, '2026-03-01') < 0
          expect(span && read.of(span)).toBe(total == null || isBefore ? null : Number(total))
          const reaches = Temporal.PlainDate.compare(one.from, own ? '2026-03-01' : '2026-02-28') >= 0
          expect(span && read.reaches(span)).toBe(reaches)
        }
      }),
      { numRuns: 12 },
    )
  })
})

describe('an alert', () => {
  test('fires once where a day is out of its usual band, is told over once it is back, and waits for its rearm time', async () => {
    await eightMondays()
    await sold(25, '2026-03-02T12:00')
    await sold(40, '2026-03-09T12:00')
    await rule({ ...unitsADay, rearm: '168' })
    // Tuesdays have no history of their own but the one order.
    expect(await beats('2026-03-02T23:59', '2026-03-03T00:00', '2026-03-03T00:01', '2026-03-03T00:02')).toEqual([
      [],
      [],
      ['alert.episode'],
      [],
    ])
    const [episode] = (await listEpisodes(database.db, { rule: null, merchant: null }, { size: 5 })).rows
    expect(episode?.reading).toMatchObject({ value: 25, fires: true, usual: { median: 10 } })
    // On other days nothing can be said, so that it goes on; a Monday like others ends it.
    expect(await beats('2026-03-04T00:01', '2026-03-10T00:01')).toEqual([[], []])
    await sold(10, '2026-03-16T12:00')
    expect(await beats('2026-03-17T00:01')).toEqual([['alert.episode', 'alert.recovery']])
    expect((await findEpisode(database.db, episode?.id ?? ''))?.end).toMatchObject({ ending: 'recovered' })
  })

  test('of a threshold fires again only after its rearm time, and at once where it is still so by then', async () => {
    await rule({ figure: 'sales.units', window: 'hour', when: 'threshold.above', value: '2', rearm: '4' })
    for (const hour of ['08', '10', '12', '13', '14']) await sold(3, `2026-03-02T${hour}:30`)
    const hours = ['09:01', '10:01', '11:01', '12:01', '13:01', '14:01', '15:01'].map((time) => `2026-03-02T${time}`)
    expect((await beats(...hours)).map(([first]) => first ?? '')).toEqual([
      ...['alert.episode', 'alert.episode', '', '', '', 'alert.episode', ''],
    ])
  })

  test('says nothing where there is no period before, or nothing to measure', async () => {
    const change = await rule({ figure: 'sales.units', window: 'day', when: 'change.up', value: '50' })
    const rate = await rule({ figure: 'payments.success_rate', window: 'day', when: 'threshold.below', value: '90%' })
    await sold(1, '2026-03-01T23:00')
    await sold(3, '2026-03-02T12:00')
    await beats('2026-03-03T00:01')
    const found = async () =>
      (await listRules(database.db)).map(({ id, last }) => [id, last?.reading.value ?? null, last?.reading.fires])
    expect(await found()).toEqual([
      [change.id, 3, null],
      [rate.id, 1, false],
    ])
    await beats('2026-03-04T00:01')
    expect(await found()).toEqual([
      [change.id, 0, false],
      [rate.id, null, null],
    ])
  })

  test('is looked at once a slot by several programs at once, and after downtime only for the latest slot', async () => {
    await rule({ figure: 'sales.units', window: 'hour', when: 'threshold.above', value: '2' })
    await sold(3, '2026-03-02T08:30')
    await sold(3, '2026-03-02T19:30')
    const other = await openDatabase({ url: database.url, dataDir: '' })
    try {
      drawn = []
      const beat = () =>
        [database.db, other.db, database.db, other.db].map((db) => planAlerts(db, jobs, at('2026-03-02T20:01')))
      await Promise.all(beat())
      await Promise.all(beat())
      expect(drawn).toEqual(['alert.episode'])
      const { rows } = await listEpisodes(database.db, { rule: null, merchant: null }, { size: 5 })
      expect(rows.map(({ beganAt }) => beganAt)).toEqual([at('2026-03-02T20:00')])
    } finally {
      await other.close()
    }
  })

  test('whose beat is cut off before it is over was not looked at, and fires at the next beat', async () => {
    await rule({ figure: 'sales.units', window: 'hour', when: 'threshold.above', value: '2' })
    await sold(3, '2026-03-02T08:30')
    const cut: Jobs = { add: async () => Promise.reject(new Error('killed')) }
    await expect(planAlerts(database.db, cut, at('2026-03-02T09:01'))).rejects.toThrow('1 failed')
    expect(await beats('2026-03-02T09:02', '2026-03-02T09:03')).toEqual([['alert.episode'], []])
  })

  test('that is snoozed tells nothing new until then, and once in the thread what goes on at that time', async () => {
    const { id } = await rule({ figure: 'sales.units', window: 'today', when: 'threshold.above', value: '2' })
    await sold(3, '2026-03-02T08:30')
    const asked = { id, actor: mei }
    demand(await snoozeRule(at('2026-03-02T10:30'))(database.db, jobs, asked, at('2026-03-02T08:40')))
    expect(await beats('2026-03-02T09:01', '2026-03-02T10:01', '2026-03-02T11:01')).toEqual([[], [], ['alert.episode']])
    demand(await snoozeRule(at('2026-03-02T12:30'))(database.db, jobs, asked, at('2026-03-02T11:30')))
    expect(await beats('2026-03-02T12:01', '2026-03-02T13:01', '2026-03-02T14:01')).toEqual([
      [],
      ['alert.reminder', 'alert.episode'],
      [],
    ])
  })

  test('that is muted, changed or removed ends its episode with that, and each is audited', async () => {
    const { db } = database
    const texts = { figure: 'sales.units', window: 'today', when: 'threshold.above', value: '2' }
    const { id } = await rule(texts)
    const asked = { id, actor: mei }
    await sold(3, '2026-03-02T08:30')
    await beats('2026-03-02T09:01')
    expect(demand(await muteRule(db, jobs, asked, created))).toMatchObject({ changed: true })
    expect(demand(await muteRule(db, jobs, asked, created))).toMatchObject({ changed: false })
    expect(await beats('2026-03-02T10:01')).toEqual([[]])
    demand(await unmuteRule(db, jobs, asked, created))
    expect(await beats('2026-03-02T11:01')).toEqual([['alert.episode']])
    demand(await saveRule(db, jobs, { id, texts: { ...texts, value: '1' }, actor: mei }, created))
    expect(await beats('2026-03-02T11:02')).toEqual([['alert.episode']])
    demand(await removeRule(db, jobs, asked, created))
    const { rows } = await listEpisodes(db, { rule: id, merchant: null }, { size: 5 })
    expect(rows.map(({ end }) => end?.ending)).toEqual(['removed', 'changed', 'muted'])
    const done = await db.selectFrom('audit_log').select('action').orderBy('id').execute()
    expect(done.map(({ action }) => action)).toEqual(
      ['created', 'muted', 'unmuted', 'changed', 'removed'].map((what) => `alert.${what}`),
    )
  })

  test('of a merchant watches its own part, tells its owner, and is out of reach of others', async () => {
    const wang = { member: 'U_WANG', merchant: 'M1', via: '/alert' }
    const { db } = database
    await db
      .insertInto('members')
      .values({ id: wang.member, name: 'Wang', merchant_id: 'M1', seen_at: created })
      .execute()
    await db.insertInto('merchants').values({ id: 'M1', name: 'Kiln' }).execute()
    await sold(3, '2026-03-02T08:30', 'M2')
    await sold(1, '2026-03-02T08:40', 'M1')
    const { id } = await rule({ figure: 'sales.units', window: 'today', when: 'threshold.above', value: '0' }, wang)
    await beats('2026-03-02T09:01')
    const [own] = await listRules(db, 'M1')
    expect(own?.last?.reading.value).toBe(1)
    const posted = await db.selectFrom('messages').select('channel').execute()
    expect(posted).toEqual([{ channel: wang.member }])
    const lin = { member: 'U_LIN', merchant: 'M2', via: '/alert' }
    expect(await muteRule(db, jobs, { id, actor: lin }, created)).toMatchObject({ code: 'alert.unknown' })
    const watched = await rule({
      figure: 'sales.units',
      window: 'day',
      when: 'change.down',
      value: '50',
      merchant: 'kiln',
    })
    expect(watched).toMatchObject({ merchant: 'M1', owner: mei.member })
    expect((await listRules(db, 'M1')).map((one) => one.id)).toEqual([id])
    expect(await removeRule(db, jobs, { id: watched.id, actor: wang }, created)).toMatchObject({
      code: 'alert.unknown',
    })
    await db.updateTable('members').set({ deactivated_at: created }).where('id', '=', wang.member).execute()
    expect([await addressOf(db, watched), own && (await addressOf(db, own))]).toEqual([
      'channel.alerts',
      'channel.alerts',
    ])
    const payments = { figure: 'payments.failed', window: 'day', when: 'threshold.above', value: '0' }
    expect(await saveRule(database.db, jobs, { id: null, texts: payments, actor: wang }, created)).toMatchObject({
      value: { problems: { figure: { code: 'alert.not_per_merchant' } } },
    })
  })

  test.each<[AlertTexts, string, string]>([
    [{ figure: 'sales.nonsuch' }, 'figure', 'alert.figure_unknown'],
    [{ window: 'now' }, 'window', 'alert.not_now'],
    [{ figure: 'live.goods_low' }, 'window', 'alert.only_now'],
    [{ figure: 'live.goods_low', window: 'now' }, 'when', 'alert.nothing_to_compare'],
    [{ when: 'band.sideways' }, 'when', 'alert.bound_unknown'],
    [{ value: 'many' }, 'value', 'alert.score_malformed'],
    [{ when: 'change.up', value: '-3' }, 'value', 'alert.percent_malformed'],
    [{ when: 'change.down', value: '101' }, 'value', 'alert.percent_malformed'],
    [{ when: 'threshold.above', value: 'few' }, 'value', 'alert.value_malformed'],
    [{ when: 'threshold.above', value: '' }, 'value', 'alert.value_missing'],
    [{ figure: 'sales.gross_sales', when: 'threshold.above', value: ' ' }, 'value', 'alert.value_missing'],
    [{ when: 'change.up', value: '' }, 'value', 'alert.value_missing'],
    [{ figure: 'refunds.refund_rate', when: 'threshold.above', value: '1000' }, 'value', 'alert.value_unfit'],
    [{ figure: 'refunds.refund_rate', when: 'threshold.above', value: '-5' }, 'value', 'alert.value_unfit'],
    [{ figure: 'refunds.refund_rate', when: 'threshold.below', value: '0%' }, 'value', 'alert.value_unfit'],
    [{ figure: 'support.rating', when: 'threshold.below', value: '6' }, 'value', 'alert.value_unfit'],
    [{ figure: 'sales.gross_sales', when: 'threshold.above', value: '1.234' }, 'value', 'amount.malformed'],
    [{ merchant: 'nobody' }, 'merchant', 'team.merchant_unknown'],
    [{ name: '\u200b' }, 'name', 'alert.name_malformed'],
  ])('described as %o is refused at its field %s', async (wrong, field, code) => {
    const texts = { ...unitsADay, ...wrong }
    expect(await saveRule(database.db, jobs, { id: null, texts, actor: mei }, created)).toMatchObject({
      value: { problems: { [field]: { code } } },
    })
  })
})

test('the shipped alerts come once, and one that was removed stays so', async () => {
  const { db } = database
  await shipPresets(db, created)
  await Promise.all([shipPresets(db, created), shipPresets(db, created)])
  const shipped = await listRules(db)
  expect(shipped.map(({ preset }) => preset)).toEqual(presetNames)
  await removeRule(db, jobs, { id: shipped[0]?.id ?? '', actor: mei }, created)
  await shipPresets(db, created)
  expect((await listRules(db)).map(({ preset }) => preset)).toEqual(presetNames.slice(1))
  // In a shop where nothing happens they say nothing.
  expect(await beats('2026-03-02T09:01', '2026-03-03T00:01')).toEqual([[], []])
})

test('a back-test finds the episodes that were told day by day, and says of how many days nothing can be said', async () => {
  await eightMondays()
  await sold(30, '2026-03-02T12:00')
  await sold(5, '2026-03-03T12:00')
  const texts = { figure: 'sales.gross_sales', window: '7d', when: 'change.up', value: '60', rearm: '24' }
  const made = await rule(texts)
  const march = { from: Temporal.PlainDate.from('2026-02-20'), to: Temporal.PlainDate.from('2026-03-20') }
  for (let day = march.from; !day.equals('2026-03-22'); day = day.add({ days: 1 })) await beats(`${day}T00:01`)
  const told = (await listEpisodes(database.db, { rule: null, merchant: null }, { size: 50 })).rows.toReversed()
  const tested = demand(await backTest(database.db, made, made.rearmHours, march, at('2026-04-01T00:00')))
  const moments = (one: { beganAt: Temporal.Instant }, end: Temporal.Instant | null | undefined) =>
    `${one.beganAt} to ${end}`
  expect(tested.episodes.length).toBeGreaterThan(0)
  expect(tested.episodes.map((one) => moments(one, one.endedAt))).toEqual(told.map((one) => moments(one, one.end?.at)))
  expect(tested).toMatchObject({ slots: 29, silent: 4 })
  const live = { ...made, figure: figures[0] as (typeof figures)[0] }
  expect(await backTest(database.db, live, 24, march, created)).toMatchObject({ code: 'alert.no_past' })
})

test('a back-test says nothing of what the records do not reach back to, and from when on they do, up to now', async () => {
  await sold(3, '2026-03-02T12:00')
  const below = await rule({ figure: 'sales.units', window: 'day', when: 'threshold.below', value: '5' })
  const above = await rule({ figure: 'sales.units', window: 'day', when: 'threshold.above', value: '-1' })
  const tried = async (watch: typeof below, from: string, to: string) => {
    const dates = { from: Temporal.PlainDate.from(from), to: Temporal.PlainDate.from(to) }
    return demand(await backTest(database.db, watch, 24, dates, at('2026-03-06T10:00')))
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
