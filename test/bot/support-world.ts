import type { Logger } from 'pino'
import type { Person } from '../../bot/sandbox/person.ts'
import { queueCallbacks } from '../../shop/callbacks/queue.ts'
import { takeEvent } from '../../shop/intake/take.ts'
import { demand } from '../../shop/result.ts'
import { openReceiver, secret } from '../shop/callbacks/receiver.ts'
import { openWorld } from '../world.ts'

/** The sandbox with a storefront that listens, and customers who write. */
export async function openSupport({ logger }: { logger?: Logger } = {}) {
  const storefront = await openReceiver()
  const world = await openWorld({
    isNow: true,
    logger,
    env: { SHOP_EVENTS_SECRET: secret, SHOP_CALLBACK_URL: storefront.url },
  })
  const { services } = world.program
  const { db, jobs } = services
  let count = 0
  const tell = async (type: string, data: object, at = world.now()) =>
    demand(await takeEvent(db, jobs, `said-${++count}`, { type, timestamp: String(at), data }, world.now()))

  return {
    ...{ world, storefront, db, jobs, services, tell },
    /** Writes as a customer; `id` makes it the same message again. */
    write: (customer: string, text: string, { id = `m-${++count}`, ...more }: Record<string, string> = {}) =>
      tell('customer.message', { customer, message: id, text, ...more }),
    /** Waits until all has been posted, delivered and marked. */
    async settled(): Promise<void> {
      await world.settled()
      await queueCallbacks(db, jobs, world.now())
      await world.settled()
    },
    /** The number of a customer's latest conversation. */
    async numberOf(customer: string): Promise<string> {
      const row = await db
        .selectFrom('conversations')
        .select('id')
        .where('customer_id', '=', customer)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      return String(row.id)
    },
    /** The card of a customer's latest conversation, as somebody sees it. */
    async cardOf(customer: string, who: Person, channel = 'support') {
      const number = await this.numberOf(customer)
      const card = who.messages(channel).findLast(({ text, ephemeral }) => !ephemeral && text.includes(`#${number} `))
      if (!card) throw new Error(`no card of #${number} in #${channel}`)
      return card
    },
    /** What the storefront was told, of one kind. */
    told: (type: string) => storefront.got.filter(({ body }) => body.type === type).map(({ body }) => body.data),
    async close(): Promise<void> {
      await world.close()
      await storefront.close()
    },
  }
}

export type SupportWorld = Awaited<ReturnType<typeof openSupport>>
