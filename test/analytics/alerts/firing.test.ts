import { describe, expect, test } from 'vitest'
import { findEpisode, listEpisodes } from '../../../analytics/alerts/episodes.ts'
import { planAlerts } from '../../../analytics/alerts/plan.ts'
import { listRules } from '../../../analytics/alerts/rules.ts'
import { openDatabase } from '../../../db/connect.ts'
import type { Jobs } from '../../../shop/jobs.ts'
import { alertsWorld, at, unitsADay } from './alerts-world.ts'

const { world, jobs, sold, eightMondays, rule, beats } = alertsWorld()

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
    const [episode] = (await listEpisodes(world.database.db, { rule: null, merchant: null }, { size: 5 })).rows
    expect(episode?.reading).toMatchObject({ value: 25, fires: true, usual: { median: 10 } })
    // On other days nothing can be said, so that it goes on; a Monday like others ends it.
    expect(await beats('2026-03-04T00:01', '2026-03-10T00:01')).toEqual([[], []])
    await sold(10, '2026-03-16T12:00')
    expect(await beats('2026-03-17T00:01')).toEqual([['alert.episode', 'alert.recovery']])
    expect((await findEpisode(world.database.db, episode?.id ?? ''))?.end).toMatchObject({ ending: 'recovered' })
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
      (await listRules(world.database.db)).map(({ id, last }) => [id, last?.reading.value ?? null, last?.reading.fires])
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
    const other = await openDatabase({ url: world.database.url, dataDir: '' })
    try {
      world.drawn = []
      const beat = () =>
        [world.database.db, other.db, world.database.db, other.db].map((db) =>
          planAlerts(db, jobs, at('2026-03-02T20:01')),
        )
      await Promise.all(beat())
      await Promise.all(beat())
      expect(world.drawn).toEqual(['alert.episode'])
      const { rows } = await listEpisodes(world.database.db, { rule: null, merchant: null }, { size: 5 })
      expect(rows.map(({ beganAt }) => beganAt)).toEqual([at('2026-03-02T20:00')])
    } finally {
      await other.close()
    }
  })

  test('whose beat is cut off before it is over was not looked at, and fires at the next beat', async () => {
    await rule({ figure: 'sales.units', window: 'hour', when: 'threshold.above', value: '2' })
    await sold(3, '2026-03-02T08:30')
    const cut: Jobs = { add: async () => Promise.reject(new Error('killed')) }
    await expect(planAlerts(world.database.db, cut, at('2026-03-02T09:01'))).rejects.toThrow('1 failed')
    expect(await beats('2026-03-02T09:02', '2026-03-02T09:03')).toEqual([['alert.episode'], []])
  })
})
