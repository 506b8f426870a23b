import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { audit } from '../../../shop/audit.ts'
import { postHead } from '../../../shop/audit-chain/head.ts'
import { macOf } from '../../../shop/audit-chain/mac.ts'
import { sealAudit } from '../../../shop/audit-chain/seal.ts'
import { placeOfHead, verifyAudit } from '../../../shop/audit-chain/verify.ts'
import { freshDatabase } from '../../postgres.ts'
import { recordingJobs } from '../goods.ts'

const KEYS = ['k'.repeat(32)]
const start = Temporal.Instant.from('2026-03-10T15:30:00Z')
const database = await freshDatabase()
const { db } = database
const { jobs } = recordingJobs()
afterAll(database.close)

const write = (subject: string, hours = 0, on = db) =>
  on.transaction().execute((trx) =>
    audit(
      trx,
      {
        ...{ member: 'UADMIN', action: 'setting.changed', subject, reason: 'because 因为', via: '/settings' },
        ...{ before: { zeta: 1, a: '½' }, after: { total: 12n } },
      },
      start.add({ hours, microseconds: 123 }),
    ),
  )
const verify = () => verifyAudit(db, KEYS)
const places = async () =>
  (await db.selectFrom('audit_log').select(['subject', 'place']).orderBy('place').execute()).map(
    ({ subject, place }) => `${place} ${subject}`,
  )

beforeEach(async () => {
  for (const table of ['audit_log', 'audit_heads', 'messages'] as const) await db.deleteFrom(table).execute()
  for (const subject of ['one', 'two', 'three', 'four', 'five']) await write(subject)
  await sealAudit(db, KEYS)
})

describe('the audit', () => {
  test('is sealed in the order in which it was written, each entry once, also by two at once', async () => {
    expect(await places()).toEqual(['1 one', '2 two', '3 three', '4 four', '5 five'])
    await Promise.all([1, 2, 3, 4].map((n) => write(`more ${n}`)))
    const sealed = await Promise.all([sealAudit(db, KEYS), sealAudit(db, KEYS), sealAudit(db, KEYS)])
    expect(sealed.reduce((sum, count) => sum + count, 0)).toBe(4)
    expect(await verify()).toMatchObject({ head: { place: 9n }, broken: 0, unkeyed: 0n, breaks: [] })
  })

  test('takes in an entry that is committed after later ones, and holds nobody up', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let began = () => {}
    const writing = new Promise<void>((resolve) => {
      began = resolve
    })
    const slow = db.transaction().execute(async (trx) => {
      await audit(trx, { member: null, action: 'x.slow', subject: 'slow', via: 'test' }, start)
      began()
      await held
    })
    await writing
    await write('quick')
    expect(await sealAudit(db, KEYS)).toBe(1)
    release()
    await slow
    expect(await sealAudit(db, KEYS)).toBe(1)
    expect((await places()).slice(5)).toEqual(['6 quick', '7 slow'])
    expect((await verify()).broken).toBe(0)
  })

  test.each([
    ['what was done', sql`update audit_log set action = 'setting.read' where place = 3`],
    ['when', sql`update audit_log set at = at + interval '1 microsecond' where place = 3`],
    ['by whom', sql`update audit_log set member_id = null where place = 3`],
    ['what it was before', sql`update audit_log set before = before || '{"a": "1"}' where place = 3`],
    ['why', sql`update audit_log set reason = 'because' where place = 3`],
    ['its mac', sql`update audit_log set mac = repeat('0', 64) where place = 3`],
  ])('shows an entry in which %s was edited', async (_, edit) => {
    await edit.execute(db)
    const { broken, breaks } = await verify()
    expect(breaks[0]).toMatchObject({ kind: 'changed', place: 3n, entry: { subject: 'three' } })
    // An edit of the mac itself breaks the entry after it as well.
    expect(broken).toBeLessThanOrEqual(2)
  })

  test('shows entries that were removed, at the beginning, inside, and at the end once a day was closed', async () => {
    await postHead(db, jobs, start.add({ hours: 24 }))
    await db.deleteFrom('audit_log').where('subject', 'in', ['one', 'three', 'five']).execute()
    const { breaks } = await verify()
    expect(breaks).toEqual([
      { kind: 'missing', place: 1n, until: 1n, entry: null },
      { kind: 'missing', place: 3n, until: 3n, entry: null },
      { kind: 'missing', place: 5n, until: 5n, entry: null },
    ])
  })

  test('shows an entry that was sealed anew by who does not have the key, with all that follow', async () => {
    await db.updateTable('audit_log').set({ subject: 'other' }).where('place', '=', 2n).execute()
    await sql`update audit_log set place = null, mac = null where place >= 2`.execute(db)
    await sealAudit(db, ['x'.repeat(32)])
    const { broken, breaks } = await verify()
    expect(broken).toBe(4)
    expect(breaks[0]).toMatchObject({ kind: 'changed', place: 2n, entry: { subject: 'other' } })
    // Nor without any key.
    await sql`update audit_log set place = null, mac = null where place >= 2`.execute(db)
    await sealAudit(db, [])
    expect((await verify()).broken).toBe(4)
  })

  test('written anew as a whole with the key does not contain the heads that were posted', async () => {
    await postHead(db, jobs, start.add({ hours: 24 }))
    const { head } = await verify()
    expect(await placeOfHead(db, head?.mac.slice(0, 16) ?? '')).toBe(5n)
    await db.updateTable('audit_log').set({ subject: 'other' }).where('place', '=', 2n).execute()
    await sql`update audit_log set place = null, mac = null`.execute(db)
    await sealAudit(db, KEYS)
    expect((await verify()).breaks).toEqual([{ kind: 'changed', place: 5n, until: 5n, entry: null }])
    expect(await placeOfHead(db, head?.mac ?? '')).toBeNull()
    for (const hostile of ['', '%', "'; drop table audit_log; --", 'abc', 'f'.repeat(65)])
      expect(await placeOfHead(db, hostile)).toBeNull()
  })

  test('goes on where the key is replaced, and says how much was sealed before there was one', async () => {
    await sql`update audit_log set place = null, mac = null`.execute(db)
    await sealAudit(db, [])
    await write('six')
    await sealAudit(db, KEYS)
    await write('seven')
    const both = ['n'.repeat(32), ...KEYS]
    await sealAudit(db, both)
    expect(await verifyAudit(db, both)).toMatchObject({ broken: 0, unkeyed: 5n, head: { place: 7n } })
    expect((await verify()).breaks).toMatchObject([{ kind: 'changed', place: 7n }])
  })

  test('has its head posted as a day begins in Shanghai, once, and only where entries came', async () => {
    const at = (hours: number) => start.add({ hours })
    const told = async () =>
      (await db.selectFrom('messages').select('subject').where('kind', '=', 'audit.head').execute()).map(
        ({ subject }) => subject,
      )
    await postHead(db, jobs, start.add({ minutes: 29 }))
    expect(await told()).toEqual([])
    await Promise.all([postHead(db, jobs, at(1)), postHead(db, jobs, at(1))])
    await postHead(db, jobs, at(20))
    expect(await told()).toEqual(['2026-03-10T16:00:00Z'])
    await postHead(db, jobs, at(25))
    expect(await told()).toHaveLength(1)
    await write('new', 30)
    await sealAudit(db, KEYS)
    await postHead(db, jobs, at(49))
    expect((await told()).sort()).toEqual(['2026-03-10T16:00:00Z', '2026-03-12T16:00:00Z'])
  })
})

test('a mac is over every part of an entry, and parts cannot run into one another', () => {
  const entry = {
    id: '1',
    at: 'a',
    member_id: null,
    action: 'b',
    subject: 'c',
    before: null,
    after: null,
    reason: null,
    via: 'v',
  }
  const macs = [
    macOf('k', '', 1n, entry),
    macOf('l', '', 1n, entry),
    macOf('k', 'p', 1n, entry),
    macOf('k', '', 2n, entry),
    ...Object.keys(entry).map((name) => macOf('k', '', 1n, { ...entry, [name]: 'bc' })),
    macOf('k', '', 1n, { ...entry, action: 'bc', subject: '' }),
  ]
  expect(new Set(macs).size).toBe(macs.length)
})
