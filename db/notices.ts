import { setTimeout as sleep } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'

/** Every so many ms the connection is tried, and the count grows: so long at most is a lost notice missed. */
const TRIED_EVERY = 5_000
const NO_ANSWER_WITHIN = 3_000
const AGAIN_AFTER = 1_000

/**
 * What a process needs to keep something that it read: it is as the database has it while the count stays what it was
 * before the reading.
 */
export interface Notices {
  /** Grows with each notice, and every few seconds; null while notices cannot be heard, and anything may have changed. */
  count(): number | null
  close(): Promise<void>
}

/**
 * Notices of a PostgreSQL server, over a connection of their own that is opened anew whenever it breaks. `deaf` is told
 * why nothing can be heard, once until it can again.
 */
export function postgresNotices(url: string, channel: string, deaf: (why: unknown) => void): Notices {
  let heard = 0
  let live = false
  let told = false
  const closing = new AbortController()

  async function listen(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'backroom notices',
      connectionTimeoutMillis: 5_000,
      query_timeout: NO_ANSWER_WITHIN,
    })
    client.on('notification', () => heard++)
    const broken = new Promise<never>((_, reject) => {
      client.on('error', reject)
      client.on('end', () => reject(new Error('the connection ended')))
    })
    broken.catch(() => {
      live = false
    })
    try {
      await client.connect()
      await client.query(`listen ${client.escapeIdentifier(channel)}`)
      heard++
      live = true
      told = false
      while (live) {
        await Promise.race([broken, sleep(TRIED_EVERY, undefined, { signal: closing.signal, ref: false })])
        await client.query('select 1')
        heard++
      }
    } finally {
      live = false
      // A peer that is gone in silence never says goodbye.
      await Promise.race([client.end(), sleep(AGAIN_AFTER, undefined, { ref: false })])
    }
  }

  async function keepListening(): Promise<void> {
    while (!closing.signal.aborted) {
      await listen().catch((error: unknown) => {
        if (!told && !closing.signal.aborted) deaf(error)
        told = true
      })
      await sleep(AGAIN_AFTER, undefined, { signal: closing.signal, ref: false }).catch(() => {})
    }
  }

  const kept = keepListening()
  return {
    count: () => (live ? heard : null),
    async close() {
      closing.abort()
      await kept
    },
  }
}

/** Notices of the embedded database, whose every writer is in this process. */
export function pgliteNotices(pglite: PGlite, channel: string): Notices {
  let heard = 0
  let live = false
  const listening = pglite
    .listen(channel, () => heard++)
    .then((stop) => {
      live = true
      return stop
    })
  return {
    count: () => (live ? heard : null),
    async close() {
      live = false
      await (await listening)()
    },
  }
}
