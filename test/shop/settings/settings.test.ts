import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../db/connect.ts'
import { hasKey, locales, t } from '../../../shop/i18n/index.ts'
import { placeOrder } from '../../../shop/orders/place.ts'
import { setSetting, undoSetting } from '../../../shop/settings/change.ts'
import { checkSettings } from '../../../shop/settings/check.ts'
import { settingHistory } from '../../../shop/settings/history.ts'
import { settingGroups, settingWords } from '../../../shop/settings/list.ts'
import { allowedWords, parseSetting } from '../../../shop/settings/parse.ts'
import { amountOf, readSettings } from '../../../shop/settings/read.ts'
import { isSettingKey, registry, settingsFrom } from '../../../shop/settings/registry.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, putOnSale, recordingJobs } from '../goods.ts'
import { manager, support } from '../people.ts'

const keys = Object.keys(registry).filter(isSettingKey)
const defaults = settingsFrom({})

test.each(locales)('every setting and group has its words in %s', (locale) => {
  for (const key of keys) {
    expect(hasKey(`setting.${key}`) && hasKey(`setting.${key}.about`), key).toBe(true)
    expect(allowedWords(key, defaults, locale)).not.toMatch(/[{}]/)
  }
  for (const { group } of settingGroups) expect(t(locale, `setting.group.${group}`)).not.toBe('')
})

describe('what people write', () => {
  test.each([
    ['shop.language', 'ZH-cn', 'zh-CN'],
    ['report.time', '9:05', '09:05'],
    ['report.time', '９:05', null],
    ['report.time', '24:00', null],
    ['channel.stock', '<#C0123|stock>', 'C0123'],
    ['channel.stock', '#库存', '库存'],
    ['channel.stock', '#Two Words', null],
    ['shop.timezone', 'america/sao_paulo', 'America/Sao_Paulo'],
    ['shop.timezone', 'Asia/Kolkata', 'Asia/Kolkata'],
    ['shop.timezone', '+08:00', null],
    ['shop.currency', 'brl', 'BRL'],
    ['shop.currency', 'XYZ', null],
    ['refund.automatic_up_to', '50.50', '50.5'],
    ['refund.automatic_up_to', '100', '100'],
    ['refund.automatic_up_to', '12.345', null],
    ['refund.automatic_up_to', '-5', null],
    ['refund.remind_after_hours', '0', null],
    ['refund.remind_after_hours', '4.5', null],
    ['refund.remind_after_hours', '24', 24],
    ['shop.name', '   ', null],
  ] as const)('for %s: “%s” is %j', (key, text, value) => {
    const read = parseSetting(key, text, defaults)
    if (value === null) expect(read).toMatchObject({ ok: false, values: { key, text } })
    else expect(read).toEqual({ ok: true, value })
  })

  test('a wrong time zone or currency is answered with near ones', () => {
    expect(parseSetting('shop.timezone', 'Asia/Shangai', defaults)).toMatchObject({
      values: { nearest: expect.arrayContaining(['Asia/Shanghai']) },
    })
  })
})

describe('changes', () => {
  let database: Database
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.close())
  const set = (key: string, text: string, member = manager) =>
    setSetting(database.db, { key, text, reason: 'because', member, via: 'test' }, now)
  const undo = (key: string) => undoSetting(database.db, { key, member: manager, via: 'test' }, now)
  const inForce = async (key: keyof typeof registry) => (await readSettings(database.db))[key]

  test('are kept with before, after, actor and reason', async () => {
    expect(await set('Shop.Name', 'Tea House')).toMatchObject({
      value: { key: 'shop.name', before: 'Backroom', after: 'Tea House' },
    })
    expect(await inForce('shop.name')).toBe('Tea House')
    expect(await settingHistory(database.db, 'shop.name', { size: 5 })).toMatchObject({
      value: {
        rows: [{ before: 'Backroom', after: 'Tea House', reason: 'because', member: manager.id, undoes: null }],
      },
    })
    const audited = await database.db.selectFrom('audit_log').selectAll().where('subject', '=', 'shop.name').execute()
    expect(audited).toMatchObject([{ action: 'setting.changed', before: 'Backroom', after: 'Tea House' }])
  })

  test('to what is in force already are none', async () => {
    await set('report.time', '09:00')
    expect(await settingHistory(database.db, 'report.time', { size: 5 })).toMatchObject({ value: { rows: [] } })
  })

  test('are undone one after the other, back to the default', async () => {
    await set('refund.remind_after_hours', '5')
    await set('refund.remind_after_hours', '6')
    await undo('refund.remind_after_hours')
    expect(await inForce('refund.remind_after_hours')).toBe(5)
    await set('refund.remind_after_hours', '7')
    await undo('refund.remind_after_hours')
    expect(await inForce('refund.remind_after_hours')).toBe(5)
    expect(await undo('refund.remind_after_hours')).toMatchObject({ value: { before: 5, after: 4 } })
    expect(await inForce('refund.remind_after_hours')).toBe(4)
    expect(await undo('refund.remind_after_hours')).toMatchObject({ code: 'setting.nothing_to_undo' })
  })

  test('at the same time are in one line of history', async () => {
    await Promise.all(['11', '12', '13', '14'].map((text) => set('stock.safety_level', text)))
    const history = await settingHistory(database.db, 'stock.safety_level', { size: 9 })
    const rows = history.ok ? history.value.rows.toReversed() : []
    expect(rows.map(({ before }) => before)).toEqual([10, ...rows.slice(0, -1).map(({ after }) => after)])
  })

  test('of an unknown key are answered with the nearest one; without permission with who can', async () => {
    expect(await set('shop.nmae', 'x')).toMatchObject({
      code: 'setting.unknown',
      values: { keys: expect.arrayContaining(['shop.name']) },
    })
    expect(await set('shop.name', 'x', support)).toMatchObject({
      code: 'access.denied',
      values: { permission: 'settings.change' },
    })
  })

  test('of the currency have to fit the amounts, and end with the first order', async () => {
    await set('refund.automatic_up_to', '50.5')
    expect(await set('shop.currency', 'JPY')).toMatchObject({
      code: 'setting.amounts_misfit',
      values: { keys: ['refund.automatic_up_to'] },
    })
    await set('shop.currency', 'USD')
    expect(amountOf(await readSettings(database.db), 'refund.automatic_up_to')).toBe(50_50n)
    await undo('shop.currency')
    await putOnSale(database.db, { sku: 'A' })
    const order = { number: '1', customer: { id: 'c' }, items: [{ sku: 'A', quantity: 1 }] }
    expect(await placeOrder(database.db, recordingJobs().jobs, order, now)).toMatchObject({ ok: true })
    expect(await set('shop.currency', 'USD')).toMatchObject({ code: 'setting.fixed' })
  })
})

test('as shipped no setting contradicts another', () => expect(checkSettings(defaults)).toEqual([]))

test.each([
  [{ 'stock.warning_level': 5 }, 'warning_below_safety'],
  [{ 'stock.minimum_level': 11 }, 'safety_below_minimum'],
  [{ 'refund.automatic_up_to': '1000.01' }, 'automatic_above_one_approver'],
  [{ 'refund.approver_limit': '999' }, 'approver_limit_below_tier'],
  [{ 'refund.remind_after_hours': 72 }, 'reminder_after_expiry'],
  [{ 'channel.reports': 'approvals' }, 'approvals_share_channel'],
  [{ 'shop.currency': 'JPY', 'refund.automatic_up_to': '0.5' }, 'amount_misfits_currency'],
] as const)('%j is a contradiction: %s', (changed, code) => {
  const found = checkSettings(settingsFrom(changed))
  expect(found.map((one) => one.code)).toEqual([code])
  for (const locale of locales) expect(t(locale, `setting.check.${code}`)).not.toBe('')
})

test('values are shown as people read them', () => {
  expect(settingWords('refund.one_approver_up_to', '1000', defaults, 'en')).toBe('¥1,000.00')
  expect(settingWords('review.moderation', 'negative', defaults, 'zh-CN')).toBe('差评（negative）')
  expect(settingWords('channel.stock.language', 'shop', defaults, 'en')).toBe('that of the shop (shop)')
  expect(settingWords('channel.stock', 'stock', defaults, 'en')).toBe('#stock')
})
