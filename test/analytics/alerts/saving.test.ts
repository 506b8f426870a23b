import { expect, test } from 'vitest'
import { listEpisodes } from '../../../analytics/alerts/episodes.ts'
import { pageRules } from '../../../analytics/alerts/rules.ts'
import { saveRule } from '../../../analytics/alerts/save.ts'
import { demand } from '../../../shop/result.ts'
import { alertsWorld, created, mei, unitsADay } from './alerts-world.ts'

const { world, jobs, sold, rule, beats } = alertsWorld()

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

test('an alert that is saved as it is does not change, and its episode ends only where it is another that is watched', async () => {
  const { db } = world.database
  const texts = { ...unitsADay, when: 'threshold.above', value: '2' }
  const { id } = await rule(texts)
  await sold(3, '2026-03-02T12:00')
  expect(await beats('2026-03-03T00:01')).toEqual([['alert.episode']])
  const saves = async (more: typeof texts & { name?: string; channel?: string }) => {
    world.drawn = []
    const saved = demand(await saveRule(db, jobs, { id, texts: more, actor: mei }, created))
    const { rows } = await listEpisodes(db, { rule: id, merchant: null }, { size: 5 })
    const { length: audited } = await db.selectFrom('audit_log').select('id').execute()
    const { changed } = saved as { changed: boolean }
    return { changed, audited, ended: rows.map(({ end }) => end?.ending ?? null), drawn: world.drawn }
  }
  expect(await saves(texts)).toEqual({ changed: false, audited: 1, ended: [null], drawn: [] })
  const named = { ...texts, name: 'Busy', channel: 'C0GENERAL', rearm: '4' }
  expect(await saves(named)).toEqual({ changed: true, audited: 2, ended: [null], drawn: [] })
  expect(await beats('2026-03-03T00:02')).toEqual([[]])
  expect(await saves({ ...named, value: '1' })).toMatchObject({ changed: true, audited: 3, ended: ['changed'] })
  expect(await beats('2026-03-03T00:03')).toEqual([['alert.episode']])
})
