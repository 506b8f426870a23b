import pg from 'pg'
import { vi } from 'vitest'

/** A statement at which the database holds whoever comes to it. */
export interface Breakpoint {
  /** Waits until somebody is held; gives the name of their session. */
  reached(): Promise<string>
  /** Lets everyone go on. */
  lift(): Promise<void>
  /** Ends the sessions that are held, then lifts: a statement that a killed process left waiting would still be done. */
  end(): Promise<void>
}

let count = 0

/**
 * Holds every session of a database before it does `event` (`insert`, `update`) to rows of a table that fulfil a
 * condition over `new` and `old`. A process can be killed there as between two statements of its own.
 */
export async function breakBefore(url: string, event: string, table: string, condition = 'true'): Promise<Breakpoint> {
  const number = ++count
  const name = `breakpoint_${number}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Where a test fails before it lifts, the connection ends with the database.
  client.on('error', () => {})
  await client.query(`select pg_advisory_lock(${number})`)
  await client.query(
    `create function ${name}() returns trigger language plpgsql as
     'begin perform pg_advisory_xact_lock(${number}); return new; end'`,
  )
  await client.query(
    `create trigger ${name} before ${event} on ${table} for each row when (${condition}) execute function ${name}()`,
  )
  const held = `
    select pid, application_name from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and objid = ${number} and not granted
    and datname = current_database()`
  const lift = async () => {
    await client.query(`select pg_advisory_unlock(${number})`)
    await client.query(`drop function ${name} cascade`)
    await client.end()
  }
  return {
    async reached() {
      const waiting = async () => {
        const { rows } = await client.query<{ application_name: string }>(held)
        if (!rows[0]) throw new Error('nobody has come there')
        return rows[0].application_name
      }
      return vi.waitFor(waiting, { timeout: 20_000, interval: 20 })
    },
    lift,
    async end() {
      await client.query(`select pg_terminate_backend(pid) from (${held}) as held`)
      await lift()
    },
  }
}
