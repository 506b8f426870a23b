import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { locales, t } from '../../../shop/i18n/index.ts'
import { type Contradiction, checkSettings } from '../../../shop/settings/check.ts'
import { checkRecords } from '../../../shop/settings/check-records.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { scheduleSetting } from '../../../shop/settings/schedule.ts'
import { now, putOnSale } from '../goods.ts'
import { manager } from '../people.ts'
import { settingsWorld } from './world.ts'

const { db, jobs, set } = await settingsWorld()

/** What is wrong by the settings alone and by the records. */
const found = async (): Promise<Contradiction[]> => {
  const settings = await readSettings(db)
  return [...checkSettings(settings), ...(await checkRecords(db, settings, now))]
}

/** Things that go wrong, each as it happens in a shop, and what check calls it. */
const seeds: readonly [Contradiction['code'], () => Promise<unknown>][] = [
  ['warning_below_safety', () => set('stock.warning_level', '5')],
  ['automatic_above_one_approver', () => set('refund.automatic_up_to', '2000')],
  ['reminder_after_expiry', () => set('refund.remind_after_hours', '100')],
  ['minimum_without_effect', () => Promise.all([set('stock.minimum_level', '1'), set('stock.back_orders', 'yes')])],
  ['approvals_share_channel', () => set('channel.support', 'approvals')],
  ['test_channel_shared', () => set('channel.test', 'reports')],
  ['margin_without_source', () => set('rate.margin_percent', '2')],
  [
    'levels_disordered',
    async () => {
      await putOnSale(db, { sku: 'TEA' })
      await db.updateTable('stock').set({ minimum_level: 40 }).execute()
    },
  ],
  [
    'methods_none_on',
    () =>
      sql`insert into payment_methods (code, enabled, rules, updated_at)
      select code, false, '{}', ${now} from unnest(array['alipay', 'wechat_pay', 'wallet', 'bank_card']) as code`.execute(
        db,
      ),
  ],
  [
    'method_without_rate',
    () =>
      sql`insert into payment_methods (code, name, enabled, rules, updated_at)
      values ('dollars', 'Dollars', true, '{"currencies": ["USD"]}', ${now})`.execute(db),
  ],
  [
    'promotion_other_currency',
    () =>
      sql`insert into promotions (code, type, status, rule, terms, currency, created_at, updated_at)
      values ('EURO', 'percentage', 'active', '{"percent": "5"}', '{}', 'EUR', ${now}, ${now})`.execute(db),
  ],
  [
    'goods_other_currency',
    () =>
      putOnSale(db, { sku: 'CUP' }).then(() =>
        db.updateTable('products').set({ currency: 'EUR' }).where('sku', '=', 'CUP').execute(),
      ),
  ],
  ['payment_nobody_approves', () => set('payment.approval', 'yes').then(leaveOne)],
  ['refund_no_pair', leaveOne],
  [
    'report_owner_gone',
    () =>
      sql`insert into subscriptions (report, filters, schedule, timezone, channel, owner, created_at, active_since)
      select 'sales', '{}', 'daily 09:00', 'UTC', 'channel.reports', id, ${now}, ${now} from members
      where deactivated_at is not null limit 1`.execute(db),
  ],
  [
    'schedule_stale',
    async () => {
      const asked = { key: 'report.time', text: '10:00', at: '2026-03-12', until: '', member: manager, via: 'test' }
      await scheduleSetting(db, jobs, asked, now)
      await db
        .updateTable('scheduled_settings')
        .set({ at: now.subtract({ hours: 3 }) })
        .execute()
    },
  ],
]

/** Only one of those who may decide is left. */
async function leaveOne() {
  await db.updateTable('members').set({ deactivated_at: now }).where('id', '<>', manager.id).execute()
}

test('a fresh shop with two people is without any', async () => expect(await found()).toEqual([]))

test('each of sixteen contradictions is found as it comes, with words in every language', async () => {
  expect(seeds.length).toBeGreaterThanOrEqual(12)
  const seen = new Set<Contradiction['code']>()
  for (const [code, seed] of seeds) {
    await seed()
    const now = await found()
    expect(
      now.map((one) => one.code),
      code,
    ).toContain(code)
    for (const one of now) seen.add(one.code)
    for (const { code, values = {} } of now)
      for (const locale of locales) expect(t(locale, `setting.check.${code}`, { slash: '/', ...values })).not.toBe('')
  }
  // What the last of them brought about, and nothing that was not meant.
  const meant = new Set(seeds.map(([code]) => code))
  expect([...seen].filter((code) => !meant.has(code))).toEqual([])
})
