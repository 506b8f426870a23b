import { expect, test } from 'vitest'
import { pageRules } from '../../../analytics/alerts/rules.ts'
import { saveRule } from '../../../analytics/alerts/save.ts'
import { alertsWorld, created, mei, unitsADay } from './alerts-world.ts'

const { world, jobs, rule } = alertsWorld()

test('the shop has room for forty alerts of its own and each merchant for ten, and all are listed by pages', async () => {
  const { db } = world.database
  const [wang, lin] = ['M1', 'M2'].map((merchant) => ({ member: `U_${merchant}`, merchant, via: '/alert' }))
  if (!wang || !lin) throw new Error('no merchants')
  for (const { member, merchant } of [wang, lin])
    await db
      .insertInto('members')
      .values({ id: member, name: member, merchant_id: merchant, seen_at: created })
      .execute()
  await db.insertInto('merchants').values({ id: 'M1', name: 'Kiln' }).execute()
  const onMore = async (actor: typeof mei | typeof wang) =>
    saveRule(db, jobs, { id: null, texts: unitsADay, actor }, created)

  for (let made = 0; made < 10; made++) await rule(unitsADay, wang)
  const full = { code: 'alert.too_many' }
  expect(await onMore(wang)).toMatchObject({ ...full, values: { of: 'merchant', most: 10 } })
  for (let made = 0; made < 39; made++) await rule(unitsADay)
  // Of a merchant, but the shop's.
  await rule({ ...unitsADay, merchant: 'kiln' })
  expect(await onMore(mei)).toMatchObject({ ...full, values: { of: 'shop', most: 40 } })
  expect(await onMore(lin)).toMatchObject({ ok: true })

  const first = await pageRules(db, null, { size: 40 })
  const rest = await pageRules(db, null, { size: 40, cursor: first.next })
  expect([first, rest].map(({ rows, next }) => [rows.length, next])).toEqual([
    [40, '40'],
    [11, null],
  ])
})
