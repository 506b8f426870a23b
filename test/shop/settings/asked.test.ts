import { describe, expect, test } from 'vitest'
import { demand } from '../../../shop/result.ts'
import { askSetting, askUndo } from '../../../shop/settings/ask.ts'
import { setSetting } from '../../../shop/settings/change.ts'
import { runSchedules } from '../../../shop/settings/run-schedules.ts'
import { cancelSchedule, openSchedules, scheduledNumbered, scheduleSetting } from '../../../shop/settings/schedule.ts'
import { cutWhen, readWhen } from '../../../shop/settings/when.ts'
import { now } from '../goods.ts'
import { admin, manager } from '../people.ts'
import { settingsWorld } from './world.ts'

const { db, jobs, set, inForce, audited, approve } = await settingsWorld()

const ask = (key: string, text: string, member = manager) =>
  askSetting(db, jobs, { key, text, reason: 'why not', member, via: 'test' }, now)
const waiting = async (key: string, text: string, member = manager) => {
  const done = demand(await ask(key, text, member))
  if (!done.waits) throw new Error(`${key} does not wait`)
  return done.waits
}

describe('a change that needs approval', () => {
  test('is made at once while no setting asks for it, but for what takes an approval away', async () => {
    expect(await ask('refund.automatic_up_to', '60')).toMatchObject({ value: { changed: true, waits: null } })
    for (const key of ['team.approval', 'payment.approval']) {
      expect(await ask(key, 'yes')).toMatchObject({ value: { changed: true } })
      const subject = await waiting(key, 'no')
      expect(await approve(subject, manager)).toMatchObject({ code: 'approval.own_request' })
      expect(await inForce(key as 'team.approval')).toBe(true)
      expect(await approve(subject)).toMatchObject({ ok: true })
      expect(await inForce(key as 'team.approval')).toBe(false)
    }
  })

  test('of money and access waits, others do not; what asks for it is never loosened by one alone, not by undoing either', async () => {
    expect(await ask('settings.approval', 'money')).toMatchObject({ value: { changed: true } })
    expect(await ask('stock.safety_level', '11')).toMatchObject({ value: { changed: true, waits: null } })
    const subject = await waiting('refund.automatic_up_to', '70')
    expect(await ask('refund.automatic_up_to', '71')).toMatchObject({ code: 'change.waits', values: { subject } })
    expect(await inForce('refund.automatic_up_to')).toBe('60')
    expect(await approve(subject)).toMatchObject({ ok: true })
    expect(await inForce('refund.automatic_up_to')).toBe('70')
    expect(await audited('refund.automatic_up_to')).toEqual([
      ...['setting.changed', 'setting.change_asked', 'setting.changed', 'setting.change_approved'],
    ])
    const undone = demand(await askUndo(db, jobs, { key: 'settings.approval', member: manager, via: 'test' }, now))
    expect(undone.waits).toMatch(/^C\d+$/)
    expect(await inForce('settings.approval')).toBe('money')
    const off = {
      key: 'settings.approval',
      text: 'off',
      at: '2026-03-11 08:00',
      until: '',
      member: manager,
      via: 'test',
    }
    expect(await scheduleSetting(db, jobs, off, now)).toMatchObject({ value: { scheduled: null } })
  })

  test('is refused where it does not fit any more, and undoing where it is not the latest', async () => {
    await set('settings.approval', 'all')
    await set('stock.digest_time', '08:00')
    const undone = demand(await askUndo(db, jobs, { key: 'stock.digest_time', member: manager, via: 'test' }, now))
    await set('stock.digest_time', '07:00')
    const outdated = (code: string) => ({ value: { state: 'outdated', refusal: { code } } })
    expect(await approve(undone.waits ?? '')).toMatchObject(outdated('setting.changed_meanwhile'))
    const amount = await waiting('refund.approver_limit', '6000.55')
    await db.insertInto('settings').values({ key: 'shop.currency', value: '"JPY"', updated_at: now }).execute()
    expect(await approve(amount)).toMatchObject(outdated('setting.invalid.amount'))
    await db.deleteFrom('settings').where('key', '=', 'shop.currency').execute()
  })
})

describe('a scheduled change', () => {
  const schedule = (key: string, text: string, at: string, until = '', member = manager) =>
    scheduleSetting(db, jobs, { key, text, at, until, reason: 'the sale', member, via: 'test' }, now)
  const made = async (...asked: Parameters<typeof schedule>) => {
    const done = demand(await schedule(...asked))
    if (!done.scheduled) throw new Error('waits')
    return String(done.scheduled.id)
  }
  const at = (text: string) => Temporal.Instant.from(text)
  const toldOf = async (number: string) =>
    (await db.selectFrom('messages').select('channel').where('key', '=', `setting.scheduled:${number}`).execute()).map(
      ({ channel }) => channel,
    )
  const state = async (id: string) => (await scheduledNumbered(db, id))?.state

  test('comes once at its time on the shop’s clock, whoever looks, and goes at its end', async () => {
    await db.deleteFrom('settings').where('key', '=', 'settings.approval').execute()
    const id = await made('stock.cover_days', '45', '2026-03-20 18:00', '2026-03-22')
    expect(await runSchedules(db, jobs, at('2026-03-20T09:59:59Z'))).toBe(0)
    await Promise.all([1, 2, 3].map(() => runSchedules(db, jobs, at('2026-03-20T10:00:00Z'))))
    expect(await inForce('stock.cover_days')).toBe(45)
    expect(await state(id)).toBe('in_force')
    await runSchedules(db, jobs, at('2026-03-22T15:59:59Z'))
    expect(await inForce('stock.cover_days')).toBe(45)
    await runSchedules(db, jobs, at('2026-03-22T16:00:00Z'))
    await runSchedules(db, jobs, at('2026-03-22T17:00:00Z'))
    expect(await inForce('stock.cover_days')).toBe(30)
    expect(await state(id)).toBe('done')
    expect(await audited('stock.cover_days')).toEqual(['setting.scheduled', 'setting.changed', 'setting.undone'])
  })

  test('keeps the clock where daylight saving begins between', async () => {
    const when = demand(readWhen({ at: '2026-03-29 09:00', until: '' }, 'Europe/Berlin', now))
    expect(String(when.at)).toBe('2026-03-29T07:00:00Z')
    expect(String(demand(readWhen({ at: '2026-03-28 09:00', until: '' }, 'Europe/Berlin', now)).at)).toBe(
      '2026-03-28T08:00:00Z',
    )
  })

  test('is refused at its time where it does not fit then, and who scheduled it is told', async () => {
    const id = await made('refund.approver_limit', '7000.55', '2026-03-21 08:00')
    await db.insertInto('settings').values({ key: 'shop.currency', value: '"JPY"', updated_at: now }).execute()
    await runSchedules(db, jobs, at('2026-03-21T00:00:00Z'))
    await db.deleteFrom('settings').where('key', '=', 'shop.currency').execute()
    expect(await scheduledNumbered(db, id)).toMatchObject({
      state: 'refused',
      refusal: { code: 'setting.invalid.amount' },
    })
    expect(await toldOf(id)).toEqual([manager.id])
  })

  test('stays where somebody has changed the setting since, and is not made where its end has passed', async () => {
    const kept = await made('stock.warning_level', '30', '2026-03-23 08:00', '2026-03-24 08:00')
    const missed = await made('report.time', '10:00', '2026-03-23 08:00', '2026-03-24 08:00')
    await db
      .updateTable('scheduled_settings')
      .set({ at: at('2026-03-23T10:00:00Z') })
      .where('id', '=', BigInt(missed))
      .execute()
    await runSchedules(db, jobs, at('2026-03-23T00:00:00Z'))
    await setSetting(db, { key: 'stock.warning_level', text: '33', member: admin, via: 'test' }, now)
    await runSchedules(db, jobs, at('2026-03-25T00:00:00Z'))
    expect(await inForce('stock.warning_level')).toBe(33)
    expect(await scheduledNumbered(db, kept)).toMatchObject({ refusal: { code: 'setting.changed_meanwhile' } })
    expect(await scheduledNumbered(db, missed)).toMatchObject({ refusal: { code: 'setting.schedule_missed' } })
    expect(await inForce('report.time')).toBe('09:00')
  })

  test('needs the rights of who scheduled it, and the approval that it needs by then', async () => {
    const gone = await made('stock.digest_time', '10:00', '2026-03-26 08:00', '', admin)
    const guarded = await made('rate.margin_percent', '3', '2026-03-26 08:00')
    await set('settings.approval', 'money')
    await db.deleteFrom('member_roles').where('member_id', '=', admin.id).execute()
    await runSchedules(db, jobs, at('2026-03-26T00:00:00Z'))
    await db.insertInto('member_roles').values({ member_id: admin.id, role: 'admin', granted_at: now }).execute()
    expect(await scheduledNumbered(db, gone)).toMatchObject({ refusal: { code: 'setting.scheduler_gone' } })
    expect(await scheduledNumbered(db, guarded)).toMatchObject({ refusal: { code: 'setting.approval_needed' } })

    const done = demand(await schedule('rate.margin_percent', '3', '2026-03-27 08:00'))
    if (!done.waits) throw new Error('does not wait')
    expect(await approve(done.waits)).toMatchObject({ ok: true })
    await runSchedules(db, jobs, at('2026-03-27T00:00:00Z'))
    expect(await inForce('rate.margin_percent')).toBe('3')
  })

  test('is refused where it meets another of its setting, also where somebody agrees to it only then', async () => {
    await db.deleteFrom('settings').where('key', '=', 'settings.approval').execute()
    const key = 'stock.minimum_level'
    const id = await made(key, '2', '2026-04-02 08:00', '2026-04-05 08:00')
    for (const [from, until] of [
      ['2026-04-02 08:00', '2026-04-05 08:00'],
      ['2026-04-01 08:00', '2026-04-02 08:01'],
      ['2026-04-05 07:59', '2026-04-06'],
      ['2026-04-03', '2026-04-03'],
      ['2026-04-04', ''],
    ] as const)
      expect(await schedule(key, '3', from, until), from).toMatchObject({
        code: 'setting.when_taken',
        values: { id, at: '2026-04-02T00:00:00Z', until: '2026-04-05T00:00:00Z' },
      })
    const stays = await made(key, '3', '2026-04-05 08:00')
    expect(await schedule(key, '3', '2026-04-05 08:00')).toMatchObject({ values: { id: stays, until: 'null' } })
    await made(key, '1', '2026-03-30', '2026-04-02 08:00')
    await made(key, '4', '2026-04-06')
    await made('stock.safety_level', '12', '2026-04-03')

    await set('settings.approval', 'all')
    const done = demand(await schedule(key, '5', '2026-05-01 08:00', '2026-05-02 08:00'))
    await db.deleteFrom('settings').where('key', '=', 'settings.approval').execute()
    await made(key, '6', '2026-05-01 09:00')
    expect(await approve(done.waits ?? '')).toMatchObject({
      value: { state: 'outdated', refusal: { code: 'setting.when_taken' } },
    })
    await db.deleteFrom('scheduled_settings').where('state', '=', 'waiting').execute()
  })

  test('is listed, and cancelled until it comes', async () => {
    const id = await made('stock.cover_days', '60', '2026-04-01')
    expect((await openSchedules(db, { size: 9 })).rows.map((one) => String(one.id))).toEqual([id])
    const cancel = (member = admin, number = id) =>
      cancelSchedule(db, jobs, { number: `#${number}`, member, via: 'test' }, now)
    expect(await cancel()).toMatchObject({ value: { state: 'cancelled' } })
    expect(await cancel()).toMatchObject({ code: 'setting.schedule_over' })
    expect(await toldOf(id)).toEqual([manager.id])
    const own = await made('stock.cover_days', '60', '2026-04-01')
    expect(await cancel(manager, own)).toMatchObject({ ok: true })
    expect(await toldOf(own)).toEqual([])
    await runSchedules(db, jobs, at('2026-04-02T00:00:00Z'))
    expect(await inForce('stock.cover_days')).toBe(30)
  })

  test.each([
    ['12 at 2026-12-24 18:00', { value: '12', at: '2026-12-24 18:00', until: '' }],
    ['yes at 2026-12-24 until 2026-12-27 06:00', { value: 'yes', at: '2026-12-24', until: '2026-12-27 06:00' }],
    ['12 于 2026-12-24 18:00 至 2026-12-27', { value: '12', at: '2026-12-24 18:00', until: '2026-12-27' }],
    ['Café at noon', null],
    ['Tea at home until late', null],
  ])('“%s” is read as it is meant', (text, meant) => expect(cutWhen(text)).toEqual(meant))

  test.each([
    ['2026-02-30 10:00', '', 'setting.when_malformed'],
    ['2026-03-10 10:00', '', 'setting.when_past'],
    ['2029-01-01', '', 'setting.when_too_far'],
    ['2026-03-20', '2026-03-19', 'setting.until_before'],
    ['2026-03-20', 'never', 'setting.when_malformed'],
  ])('from %s until “%s” is refused: %s', async (from, until, code) =>
    expect(await schedule('stock.cover_days', '31', from, until)).toMatchObject({ code }),
  )
})
