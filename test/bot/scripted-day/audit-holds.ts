import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Trx } from '../../../db/tables/index.ts'
import { macOf, type Sealable } from '../../../shop/audit-chain/mac.ts'
import { sealable } from '../../../shop/audit-chain/seal.ts'
import { verifyAudit } from '../../../shop/audit-chain/verify.ts'
import { at } from './acts.ts'
import { AUDIT_KEY, type Day } from './day.ts'

/** Seals what stands at a place and after it anew, as somebody would who has the database, but not the key. */
async function sealAnew(trx: Trx, from: bigint): Promise<void> {
  const { rows } = await sql<Sealable & { place: bigint; mac: string }>`
    select place, mac, ${sealable} from audit_log where place >= ${from - 1n} order by place`.execute(trx)
  let [{ mac } = { mac: '' }] = rows
  for (const row of rows.slice(1)) {
    mac = macOf('another key, which is long enough to be one', mac, row.place, row)
    await sql`update audit_log set mac = ${mac} where place = ${row.place}`.execute(trx)
  }
}

/** What somebody does to an entry, and what verifying says of it. */
const attacks: readonly [kind: 'changed' | 'missing', attack: (trx: Trx, place: bigint) => Promise<unknown>][] = [
  ['changed', (trx, place) => sql`update audit_log set reason = 'as agreed' where place = ${place}`.execute(trx)],
  ['missing', (trx, place) => sql`delete from audit_log where place = ${place}`.execute(trx)],
  [
    'changed',
    async (trx, place) => {
      await sql`update audit_log set member_id = 'U0VERA' where place = ${place}`.execute(trx)
      await sealAnew(trx, place)
    },
  ],
]

class Undo extends Error {}

/** The record of all that people did is whole, and shows an entry that is edited, removed, or rewritten without the key. */
export async function theAuditHolds(day: Day): Promise<void> {
  const { db } = day
  await at(day, 'mei').says('/backroom audit', 'as they were written')
  const whole = await verifyAudit(db, [AUDIT_KEY])
  expect(whole).toMatchObject({ broken: 0, unkeyed: 0n })
  const place = (whole.head?.place ?? 0n) / 2n
  const { id, subject, action } = await db
    .selectFrom('audit_log')
    .select(['id', 'subject', 'action'])
    .where('place', '=', place)
    .executeTakeFirstOrThrow()
  for (const [kind, attack] of attacks) {
    const attacked = db.transaction().execute(async (trx) => {
      await attack(trx, place)
      const [first] = (await verifyAudit(trx, [AUDIT_KEY])).breaks
      expect(first).toMatchObject({ kind, place, entry: kind === 'missing' ? null : { id, subject, action } })
      throw new Undo()
    })
    await expect(attacked).rejects.toThrow(Undo)
  }
  expect(await verifyAudit(db, [AUDIT_KEY])).toEqual(whole)
}
