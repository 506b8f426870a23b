import { Webhook } from 'standardwebhooks'
import { deliverCallback, RETRY_AFTER } from '../../../shop/callbacks/deliver.ts'
import { orderStatusChanged } from '../../../shop/callbacks/kinds/orders.ts'
import { queueCallbacks } from '../../../shop/callbacks/queue.ts'
import type { Fetch } from '../../../shop/callbacks/send.ts'
import { keepReceiver, tellStorefront } from '../../../shop/callbacks/tell.ts'
import { freshDatabase } from '../../postgres.ts'
import { recordingJobs } from '../goods.ts'
import { openReceiver, secret } from './receiver.ts'

/** A storefront that listens, and short ways to tell it something and to have that delivered, by a clock that is moved. */
export async function callbackWorld() {
  const database = await freshDatabase()
  const { db } = database
  const storefront = await openReceiver()
  const { jobs, added } = recordingJobs()
  // The library that verifies reads the clock itself.
  const start = Temporal.Instant.fromEpochMilliseconds(Date.now())
  let time = start
  const now = () => time
  const advance = (by: Temporal.DurationLike) => {
    time = time.add(by)
  }

  /** Days later in the test, the receiver's library still looks at its own clock. */
  const signedToday: Fetch = (address, options) => {
    const headers = new Headers(options.headers)
    const today = new Date()
    const signature = new Webhook(secret).sign(headers.get('webhook-id') ?? '', today, String(options.body))
    if (time !== start) {
      headers.set('webhook-timestamp', String(Math.floor(today.getTime() / 1000)))
      headers.set('webhook-signature', signature)
    }
    return fetch(address, { ...options, headers })
  }

  /** What the storefront answers is judged by; the time that is signed is always today's. */
  async function work(): Promise<void> {
    const receiver = { url: storefront.url, secrets: [secret] }
    for (;;) {
      const job = added.shift()
      if (!job) return
      if ('seq' in job.data) await deliverCallback(db, jobs, receiver, signedToday, job.data.seq, time)
    }
  }

  /** The planner beats, and what it queued is worked off. */
  async function beat(): Promise<void> {
    added.length = 0
    await queueCallbacks(db, jobs, time)
    await work()
  }

  return {
    ...{ db, storefront, jobs, added, now, advance, work, beat },
    tell: (order: string, status: 'paid' | 'shipped' = 'paid') =>
      db
        .transaction()
        .execute((trx) =>
          tellStorefront(trx, orderStatusChanged, { order, status, previous: 'pending_payment' }, time),
        ),
    states: async () =>
      (await db.selectFrom('callbacks').select(['state']).orderBy('seq').execute()).map(({ state }) => state),
    alerts: async () =>
      (await db.selectFrom('messages').select('kind').where('kind', '=', 'callback.alert').execute()).length,
    /** Has the first callback fail as often as it is tried. */
    async die(): Promise<void> {
      storefront.answer(() => ({ status: 500 }))
      for (const seconds of [0, ...RETRY_AFTER]) {
        advance({ seconds })
        await beat()
      }
      storefront.answer(() => ({ status: 204 }))
    },
    /** Forgets all callbacks and the time that has passed. */
    async begin(): Promise<void> {
      await db.deleteFrom('callbacks').execute()
      await db.deleteFrom('messages').execute()
      await db.transaction().execute((trx) => keepReceiver(trx, true, time))
      storefront.got.length = 0
      storefront.answer(() => ({ status: 204 }))
      time = start
    },
    async close(): Promise<void> {
      await storefront.close()
      await database.close()
    },
  }
}
