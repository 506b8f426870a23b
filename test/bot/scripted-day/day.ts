import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { slackShortcuts } from '../../../bot/manifest.ts'
import type { SeenMessage } from '../../../bot/sandbox/contract.ts'
import type { Person } from '../../../bot/sandbox/person.ts'
import { openReceiver, secret } from '../../shop/callbacks/receiver.ts'
import { openOutside } from '../processes/outside.ts'
import { signed } from '../signed.ts'
import { openBooks } from './books.ts'
import { staff } from './staff.ts'

/** Eight in the morning in Shanghai. */
const MORNING = Temporal.Instant.from('2026-03-10T00:00:00Z')

/** How long something may take on a busy machine, in ms. */
export const PATIENCE = 20_000

export const AUDIT_KEY = 'only-the-program-knows-this-key-of-the-audit'

export type Day = Awaited<ReturnType<typeof openDay>>

/** An empty shop, the program in a process of its own, all who work there, and books that the script keeps by itself. */
export async function openDay() {
  let now = MORNING
  const clock = () => now.epochMilliseconds
  const storefront = await openReceiver(clock)
  const outside = await openOutside({ now: clock, people: staff, shortcuts: slackShortcuts() })
  const env = { SHOP_EVENTS_SECRET: secret, SHOP_CALLBACK_URL: storefront.url, AUDIT_KEY, CLOCK: String(now) }
  const backroom = await outside.start(env)
  const told = new Set<string>()

  /** What a shop's server asks, signed. */
  async function ask(method: 'GET' | 'POST', path: string, content?: unknown, id: string = randomUUID()) {
    const body = content === undefined ? '' : JSON.stringify(content)
    const headers = { 'content-type': 'application/json', ...signed(body, { by: secret, id, at: now }) }
    const response = await fetch(`${backroom.url}${path}`, { method, headers, ...(body && { body }) })
    // biome-ignore lint/suspicious/noExplicitAny: what comes is what the story is about
    return { status: response.status, body: (await response.json()) as any }
  }

  return {
    ...{ outside, backroom, storefront, told, ask, books: openBooks(), db: outside.database.db },
    now: () => now,
    /** A day of the shop's zone, so many days from today. */
    dayIn: (days: number) => String(now.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().add({ days })),
    /** The clock moves, and all that is due happens. */
    async pass(minutes: number): Promise<void> {
      now = now.add({ minutes })
      await backroom.beat(now)
      await outside.settled()
    },
    settled: outside.settled,
    /** The storefront tells something, which is to become of it; `ago` minutes late; with the same id it is the same event. */
    async tell(
      type: string,
      data: object,
      { state = 'applied', ago = 0, id }: { state?: string; ago?: number; id?: string } = {},
    ): Promise<void> {
      told.add(type)
      const event = { type, timestamp: String(now.subtract({ minutes: ago })), data }
      const answer = await ask('POST', '/shop/events', event, id)
      expect([answer.body.state, type, answer.body], type).toEqual([state, type, answer.body])
    },
    person: (name: string): Person => outside.slack.person(`U0${name.toUpperCase()}`),
    /** The newest message in a channel with these words, once it is there. */
    post(channel: string, words: string, who = 'ana'): Promise<SeenMessage> {
      const person = outside.slack.person(`U0${who.toUpperCase()}`)
      const look = () => person.messages(channel).findLast(({ text, ephemeral }) => !ephemeral && text.includes(words))
      return person.waitFor(look, PATIENCE)
    },
    async close(): Promise<void> {
      await outside.close()
      await storefront.close()
    },
  }
}
