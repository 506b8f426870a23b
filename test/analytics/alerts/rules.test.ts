import { describe, expect, test } from 'vitest'
import { muteRule, removeRule, snoozeRule, unmuteRule } from '../../../analytics/alerts/change.ts'
import { listEpisodes } from '../../../analytics/alerts/episodes.ts'
import type { AlertTexts } from '../../../analytics/alerts/form.ts'
import { presetNames, shipPresets } from '../../../analytics/alerts/presets.ts'
import { addressOf, listRules } from '../../../analytics/alerts/rules.ts'
import { saveRule } from '../../../analytics/alerts/save.ts'
import { grantRole } from '../../../shop/access/members.ts'
import { demand } from '../../../shop/result.ts'
import { alertsWorld, at, created, mei, unitsADay } from './alerts-world.ts'

const { world, jobs, sold, rule, beats } = alertsWorld()

describe('an alert', () => {
  test('that is snoozed tells nothing new until then, and once in the thread what goes on at that time', async () => {
    const { id } = await rule({ figure: 'sales.units', window: 'today', when: 'threshold.above', value: '2' })
    await sold(3, '2026-03-02T08:30')
    const asked = { id, actor: mei }
    demand(await snoozeRule(at('2026-03-02T10:30'))(world.database.db, jobs, asked, at('2026-03-02T08:40')))
    expect(await beats('2026-03-02T09:01', '2026-03-02T10:01', '2026-03-02T11:01')).toEqual([[], [], ['alert.episode']])
    demand(await snoozeRule(at('2026-03-02T12:30'))(world.database.db, jobs, asked, at('2026-03-02T11:30')))
    expect(await beats('2026-03-02T12:01', '2026-03-02T13:01', '2026-03-02T14:01')).toEqual([
      [],
      ['alert.reminder', 'alert.episode'],
      [],
    ])
  })

  test('that is muted, changed or removed ends its episode with that, and each is audited', async () => {
    const { db } = world.database
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
    const { db } = world.database
    await db
      .insertInto('members')
      .values({ id: wang.member, name: 'Wang', merchant_id: 'M1', seen_at: created })
      .execute()
    const grant = { member: wang.member, role: 'merchant', by: null, via: 'test' }
    await db.transaction().execute((trx) => grantRole(trx, grant, created))
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
    const addresses = async (now = created) =>
      Promise.all([watched, ...(own ? [own] : [])].map((one) => addressOf(db, one, now)))
    expect(await addresses()).toEqual(['channel.alerts', wang.member])
    const noMore = ['channel.alerts', 'channel.alerts']
    await db
      .updateTable('member_roles')
      .set({ ends_at: at('2026-03-03T00:00') })
      .execute()
    expect(await addresses(at('2026-03-02T23:59'))).toEqual(['channel.alerts', wang.member])
    expect(await addresses(at('2026-03-03T00:00'))).toEqual(noMore)
    const taken = { role: 'merchant', permission: 'report.view', reach: 'none' }
    await db.insertInto('role_permissions').values(taken).execute()
    expect(await addresses()).toEqual(noMore)
    await db.deleteFrom('role_permissions').execute()
    await db.updateTable('members').set({ deactivated_at: created }).where('id', '=', wang.member).execute()
    expect(await addresses()).toEqual(noMore)
    const payments = { figure: 'payments.failed', window: 'day', when: 'threshold.above', value: '0' }
    expect(await saveRule(world.database.db, jobs, { id: null, texts: payments, actor: wang }, created)).toMatchObject({
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
    [{ figure: 'sales.units', when: 'threshold.above', value: '-5' }, 'value', 'alert.value_unfit'],
    [{ figure: 'sales.units', when: 'threshold.below', value: '0' }, 'value', 'alert.value_unfit'],
    [{ figure: 'support.rating', when: 'threshold.below', value: '6' }, 'value', 'alert.value_unfit'],
    [{ figure: 'sales.gross_sales', when: 'threshold.above', value: '1.234' }, 'value', 'amount.malformed'],
    [{ figure: 'promotions.uplift', when: 'threshold.below', value: '-100' }, 'value', 'alert.value_unfit'],
    [{ figure: 'promotions.uplift', when: 'change.up', value: '5' }, 'when', 'alert.compares_already'],
    [{ merchant: 'nobody' }, 'merchant', 'team.merchant_unknown'],
    [{ name: '\u200b' }, 'name', 'alert.name_malformed'],
  ])('described as %o is refused at its field %s', async (wrong, field, code) => {
    const texts = { ...unitsADay, ...wrong }
    expect(await saveRule(world.database.db, jobs, { id: null, texts, actor: mei }, created)).toMatchObject({
      value: { problems: { [field]: { code } } },
    })
  })
})

test('the shipped alerts come once, and one that was removed stays so', async () => {
  const { db } = world.database
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
