import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { PGlite, Transaction } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, sql } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { postgresDialect } from './postgres.ts'
import type { Tables, Trx } from './tables/index.ts'

/**
 * Appends rows to a table and gives their number, many times faster than inserts. Chunks are whole lines of COPY's
 * text format, best of about 64 KB; an empty field is null. What the source throws is thrown.
 */
export type Copy = (table: string, columns: readonly string[], chunks: AsyncIterable<string>) => Promise<number>

/** Runs work in one transaction, with what loads rows in it. Its statements may take as long as they need. */
export type Bulk = <T>(work: (trx: Trx, copy: Copy) => Promise<T>) => Promise<T>

/** A line of COPY's text format, with its newline. */
export const copyLine = (fields: readonly string[]): string => `${fields.map(escaped).join('\t')}\n`

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const special = /[\\\t\n\r]/
const escaped = (field: string): string =>
  special.test(field) ? field.replace(/[\\\t\n\r]/g, (char) => escapes[char] ?? char) : field

const statement = (table: string, columns: readonly string[], source: string) =>
  `copy "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) from ${source} with (null '')`

export function postgresBulk(pool: Pool): Bulk {
  return async (work) => {
    let client: PoolClient | undefined
    const connect = async () => {
      client = await pool.connect()
      return client
    }
    const dialect = postgresDialect({ connect, end: async () => {} } as unknown as Pool)
    return new Kysely<Tables>({ dialect }).transaction().execute(async (trx) => {
      if (!client) throw new Error('a transaction without a connection')
      await sql`set local statement_timeout = 0`.execute(trx)
      return work(trx, copyThrough(client))
    })
  }
}

const copyThrough =
  (client: PoolClient): Copy =>
  async (table, columns, chunks) => {
    const into = client.query(copyFrom(statement(table, columns, 'stdin')))
    await pipeline(Readable.from(chunks), into)
    return into.rowCount
  }

export function pgliteBulk(pglite: PGlite): Bulk {
  return async (work) => {
    let inside: Transaction | undefined
    const transaction: PGlite['transaction'] = (run) =>
      pglite.transaction((tx) => {
        inside = tx
        return run(tx)
      })
    const dialect = new PGliteDialect({ pglite: { ready: true, closed: false, transaction } as unknown as PGlite })
    return new Kysely<Tables>({ dialect }).transaction().execute((trx) => {
      if (!inside) throw new Error('a transaction that has not begun')
      return work(trx, copyInside(inside))
    })
  }
}

/** PGlite takes a blob as a whole, so that each chunk is a statement of its own. */
const copyInside =
  (tx: Transaction): Copy =>
  async (table, columns, chunks) => {
    let count = 0
    for await (const chunk of chunks) {
      const blob = new Blob([chunk])
      const result = await tx.query(statement(table, columns, `'/dev/blob'`), [], { blob })
      count += result.affectedRows ?? 0
    }
    return count
  }
