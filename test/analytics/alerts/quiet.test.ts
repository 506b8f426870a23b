import { describe, expect, test } from 'vitest'
import { muteRule, type RuleChange, snoozeRule, unmuteRule } from '../../../analytics/alerts/change.ts'
import { listRules } from '../../../analytics/alerts/rules.ts'
import { demand } from '../../../shop/result.ts'
import { alertsWorld, at, mei, unitsADay } from './alerts-world.ts'

const { world, jobs, sold, eightMondays, rule, beats } = alertsWorld()

const aboveTwo = { ...unitsADay, when: 'threshold.above', value: '2' }

const does = async (change: RuleChange, id: string, local: string) =>
  demand(await change(world.database.db, jobs, { id, actor: mei }, at(local)))

describe('an alert of whole days', () => {
  test('tells in the thread as soon as a snooze has ended that it still goes on, once for each snooze', async () => {
    const { id } = await rule(aboveTwo)
    await sold(3, '2026-03-02T12:00')
    await sold(3, '2026-03-03T12:00')
    expect(await beats('2026-03-03T00:01')).toEqual([['alert.episode']])
    await does(snoozeRule(at('2026-03-04T09:00')), id, '2026-03-03T10:00')
    const reminded = ['alert.reminder', 'alert.episode']
    const looks = ['2026-03-04T00:01', '2026-03-04T09:00', '2026-03-04T09:01', '2026-03-04T09:02']
    expect(await beats(...looks)).toEqual([[], [], reminded, []])
    await does(snoozeRule(at('2026-03-04T10:10')), id, '2026-03-04T09:10')
    expect(await beats('2026-03-04T10:10', '2026-03-04T10:11', '2026-03-04T10:12')).toEqual([[], reminded, []])
    const posts = await world.database.db.selectFrom('messages').select('kind').orderBy('kind').execute()
    expect(posts.map(({ kind }) => kind)).toEqual(['alert.episode', 'alert.reminder', 'alert.reminder'])
  })

  test('tells when a snooze has ended what a day found under it, and nothing where that is over by then', async () => {
    const { id } = await rule(aboveTwo)
    await sold(3, '2026-03-02T12:00')
    await does(snoozeRule(at('2026-03-03T09:00')), id, '2026-03-02T10:00')
    const looks = ['00:01', '08:59', '09:01', '09:02'].map((time) => `2026-03-03T${time}`)
    expect(await beats(...looks)).toEqual([[], [], ['alert.episode'], []])
    await does(snoozeRule(at('2026-03-04T09:00')), id, '2026-03-03T10:00')
    expect(await beats('2026-03-04T00:01', '2026-03-04T09:01')).toEqual([['alert.episode', 'alert.recovery'], []])
  })

  test('whose snooze has ended is snoozed no longer, also where nothing can be said', async () => {
    await eightMondays()
    await sold(25, '2026-03-02T12:00')
    const { id } = await rule(unitsADay)
    expect(await beats('2026-03-03T00:01')).toEqual([['alert.episode']])
    await does(snoozeRule(at('2026-03-04T09:00')), id, '2026-03-03T10:00')
    expect(await beats('2026-03-04T00:01', '2026-03-04T09:01', '2026-03-04T09:02')).toEqual([[], ['alert.episode'], []])
    expect((await listRules(world.database.db))[0]).toMatchObject({
      snoozedUntil: null,
      last: { reading: { fires: null } },
    })
  })

  test('tells at once when it is unmuted, or its snooze is ended by hand, what it has not told', async () => {
    const muted = await rule(aboveTwo)
    const snoozed = await rule(aboveTwo)
    await does(muteRule, muted.id, '2026-03-02T10:00')
    await does(snoozeRule(at('2026-03-04T09:00')), snoozed.id, '2026-03-02T10:00')
    await sold(3, '2026-03-02T12:00')
    expect(await beats('2026-03-03T00:01')).toEqual([[]])
    for (const { id } of [muted, snoozed]) await does(unmuteRule, id, '2026-03-03T10:00')
    expect(await beats('2026-03-03T10:01', '2026-03-03T10:02')).toEqual([['alert.episode', 'alert.episode'], []])
    await does(snoozeRule(at('2026-03-04T09:00')), snoozed.id, '2026-03-03T11:00')
    await does(unmuteRule, snoozed.id, '2026-03-03T12:00')
    expect(await beats('2026-03-03T12:01')).toEqual([[]])
  })
})
