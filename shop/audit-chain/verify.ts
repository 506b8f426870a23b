import { sql } from 'kysely'
import type { Db } from '../../db/tables/index.ts'
import { macOf, type Sealable } from './mac.ts'
import { sealable } from './seal.ts'

/** Where the chain is broken: an entry says something else than was sealed, or is gone with those up to `until`. */
export interface Break {
  readonly kind: 'changed' | 'missing'
  readonly place: bigint
  readonly until: bigint
  /** What the entry tells of now; null where it is gone. */
  readonly entry: { readonly id: bigint; readonly at: string; readonly action: string; readonly subject: string } | null
}

/** What verifying the audit found. */
export interface AuditState {
  /** The last place of the chain, with its mac; null for an empty one. */
  readonly head: { readonly place: bigint; readonly mac: string } | null
  /** Of the entries from the first on, so many were sealed before there was a key. */
  readonly unkeyed: bigint
  /** How many breaks there are, and the first of them. */
  readonly broken: number
  readonly breaks: readonly Break[]
}

const MOST_NAMED = 10
const MOST_AT_ONCE = 5_000

/**
 * Reads the chain from its first entry and recomputes it, 5,000 entries at a time. Each mac is computed from the one kept before
 * it, so that one edit is one break. `keys`: the newest first; an entry may be sealed with any. Without a key, entries count
 * only up to the first that has one: nobody without the key can write the rest anew. A chain cut at its end is shorter than a daily head.
 */
export async function verifyAudit(db: Db, keys: readonly string[]): Promise<AuditState> {
  let [place, mac, unkeyed, keyed, broken] = [0n, '', 0n, false, 0]
  const breaks: Break[] = []
  const found = (one: Break) => {
    broken++
    if (breaks.length < MOST_NAMED) breaks.push(one)
  }
  for (;;) {
    const rows = await sealedAfter(db, place)
    for (const row of rows) {
      if (row.place > place + 1n) found({ kind: 'missing', place: place + 1n, until: row.place - 1n, entry: null })
      const sealed = (key: string) => macOf(key, mac, row.place, row) === row.mac
      if (keys.some(sealed)) keyed = true
      else if (!keyed && sealed('')) unkeyed = row.place
      // After a gap the mac before is not known: what is left of the chain is judged from the next entry on.
      else if (row.place === place + 1n) found(changed(row))
      place = row.place
      mac = row.mac
    }
    if (rows.length < MOST_AT_ONCE) break
  }
  const { cut, other } = await wrongHeads(db, place)
  if (cut !== null) found({ kind: 'missing', place: place + 1n, until: cut, entry: null })
  if (other !== null && broken === 0) found({ kind: 'changed', place: other, until: other, entry: null })
  return { head: place > 0n ? { place, mac } : null, unkeyed, broken, breaks }
}

const changed = ({ id, at, action, subject, place }: Sealed): Break => ({
  ...{ kind: 'changed', place, until: place },
  entry: { id: BigInt(id), at: `${at.replace(' ', 'T')}Z`, action, subject },
})

type Sealed = Sealable & { place: bigint; mac: string }

const sealedAfter = async (db: Db, place: bigint): Promise<Sealed[]> => {
  const { rows } = await sql<Sealed>`
    select place, mac, ${sealable} from audit_log where place > ${place} order by place limit ${MOST_AT_ONCE}`.execute(
    db,
  )
  return rows
}

/** The last daily head beyond the end of the chain, and the first that is another than the chain has there. */
async function wrongHeads(db: Db, last: bigint): Promise<{ cut: bigint | null; other: bigint | null }> {
  const { rows } = await sql<{ cut: bigint | null; other: bigint | null }>`
    select max(head.place) filter (where head.place > ${last}) as cut,
      min(head.place) filter (where head.mac <> entry.mac) as other
    from audit_heads as head left join audit_log as entry on entry.place = head.place`.execute(db)
  return rows[0] ?? { cut: null, other: null }
}

/** The place at which a head (all of it or its first 8 digits or more) stands in the chain; null where it does not. */
export async function placeOfHead(db: Db, head: string): Promise<bigint | null> {
  if (!/^[0-9a-f]{8,64}$/i.test(head)) return null
  const { rows } = await sql<{ place: bigint }>`
    select place from audit_log where starts_with(mac, ${head.toLowerCase()}) order by place desc limit 1`.execute(db)
  return rows[0]?.place ?? null
}
