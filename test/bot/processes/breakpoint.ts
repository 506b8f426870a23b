import pg from 'pg'
import { vi } from 'vitest'

/** A statement at which the database holds whoever comes to it. */
export interface Breakpoint {
  /** Waits until somebody is held. */
  reached(): Promise<void>
  /** Lets everyone go on; what a killed process left waiting is ended first, or its statement would still be done. */
  lift(): Promise<void>
}

let count = 0

/**
 * Holds every session of a database before it does `event` (`insert`, `update`) to rows of a table that fulfil a
 * condition over `new` and `old`. A process can be killed there as between two statements of its own.
 */
export async function breakBefore(url: string, event: string, table: string, condition = 'true'): Promise<Breakpoint> {
  const name = `breakpoint_${++count}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Where a test fails before it lifts, the connection ends with the database.
  client.on('error', () => {})
  await client.query(`select pg_advisory_lock(${count})`)
  await client.query(
    `create function ${name}() returns trigger language plpgsql as
     'begin perform pg_advisory_xact_lock(${count}); return new; end'`,
  )
  await client.query(
    `create trigger ${name} before ${event} on ${table} for each row when (${condition}) execute function ${name}()`,
  )
  const held = `
    select pid from pg_locks where locktype = 'advisory' and objid = ${count} and not granted
    and database = (select oid from pg_database where datname = current_database())`
  return {
    async reached() {
      const waiting = async () => {
        if (!(await client.query(held)).rowCount) throw new Error('nobody has come there')
      }
      await vi.waitFor(waiting, { timeout: 20_000, interval: 20 })
    },
    async lift() {
      await client.query(`select pg_terminate_backend(pid) from (${held}) as held`)
      await client.query(`select pg_advisory_unlock(${count})`)
      await client.query(`drop function ${name} cascade`)
      await client.end()
    },
  }
}
