import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** What a payment provider was asked and paid. Each key is paid once, however often it is asked for. */
export interface Provider {
  readonly url: string
  readonly paid: ReadonlyMap<string, string>
  /** The method that each key was paid by. */
  readonly by: ReadonlyMap<string, string>
  /** The next request is answered with a no. */
  declineOnce(): void
  /** The next request is paid, or not, and never answered; resolves when that has happened. */
  hangOnce(when: 'before paying' | 'after paying'): Promise<void>
  close(): Promise<void>
}

/** A payment provider in the test's process, which the program reaches over HTTP. */
export async function startProvider(): Promise<Provider> {
  const paid = new Map<string, string>()
  const paidBy = new Map<string, string>()
  let declining = false
  let hang: { when: 'before paying' | 'after paying'; reached: () => void } | null = null
  const server = createServer(async (request, response) => {
    const { key, amount, by } = JSON.parse(await text(request)) as { key: string; amount: string; by: string }
    if (declining) {
      declining = false
      return response.end(JSON.stringify({ ok: false, code: 'declined', message: 'the account is closed' }))
    }
    const now = hang
    hang = null
    if (now?.when !== 'before paying') {
      paid.set(key, amount)
      paidBy.set(key, by)
    }
    if (now) return now.reached()
    response.end(JSON.stringify({ ok: true, reference: `paid-${key}` }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paid,
    by: paidBy,
    declineOnce() {
      declining = true
    },
    hangOnce: (when) =>
      new Promise<void>((reached) => {
        hang = { when, reached }
      }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
