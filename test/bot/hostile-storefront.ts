import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { lookUpGuides } from '../../bot/storefront-guide-look-ups.ts'
import { eventKinds } from '../../shop/intake/registry.ts'
import { hostileText, hostileValue, spoilt } from '../hostile-values.ts'
import { secret } from '../shop/callbacks/receiver.ts'
import { story } from '../shop/intake/story.ts'
import type { HostileWorld } from './hostile-world.ts'
import { signed } from './signed.ts'

/** Sends the shop a signed request, and gives what is wrong with what came of it. */
function asked({ world, wrongWith }: HostileWorld, path: string, body?: unknown) {
  const raw = body === undefined ? '' : (JSON.stringify(body) ?? '')
  return wrongWith(async () => {
    const headers = signed(raw, { by: secret, at: world.now() })
    const sent = body === undefined ? {} : { method: 'POST', body: raw }
    const { status, ...answer } = await fetch(`${world.program.url}${path}`, { ...sent, headers }).then(
      async (response) => ({ status: response.status, body: (await response.json()) as { state?: string } }),
    )
    const done = path === '/shop/events' ? answer.body.state === 'applied' : path === '/shop/orders' && status === 200
    return { status, done }
  }, [200, 400, 404, 409])
}

export function testStorefront(world: () => HostileWorld, runs: number): void {
  const tell = (type: string, data: unknown) => ({ type, timestamp: String(world().world.now()), data })

  // What the events are about is there, so that they get as far as they can.
  beforeAll(async () => {
    for (const [, type, data] of story) await asked(world(), '/shop/events', tell(type, data))
  })

  test.each(eventKinds.map((kind) => [kind.type, kind] as const))('%s, whatever stands in it', async (type, kind) => {
    const known = [kind.example, ...story.filter(([, one]) => one === type).map(([, , data]) => data)]
    const event = fc
      .constantFrom<unknown>(...known)
      .chain((data) =>
        fc.oneof({ arbitrary: spoilt(data).map((bad) => tell(type, bad)), weight: 9 }, spoilt(tell(type, data))),
      )
    await fc.assert(
      fc.asyncProperty(event, async (body) => {
        expect(await asked(world(), '/shop/events', body)).toEqual([])
      }),
      { numRuns: runs, endOnFailure: true },
    )
  })

  test('quotes and orders of spoilt baskets', async () => {
    const basket = {
      ...{ items: [{ sku: 'TEA', quantity: 1 }], customer: { id: 'c1', name: 'Lin' }, coupon: 'WELCOME', locale: 'zh' },
      ...{ order: 'X1', total: '25.00', region: 'CN', payment: { id: 'P1', method: 'alipay' } },
    }
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('/shop/quotes', '/shop/orders'), spoilt(basket), async (path, body) => {
        expect(await asked(world(), path, body)).toEqual([])
      }),
      { numRuns: 2 * runs, endOnFailure: true },
    )
  })

  test('look-ups with anything in their path and question', async () => {
    const looking = fc
      .record({ guide: fc.constantFrom(...lookUpGuides), at: fc.nat(99), text: hostileText, more: hostileText })
      .map(({ guide, at, text, more }) => {
        const names = Object.keys(guide.example)
        const query = new URLSearchParams({
          ...guide.example,
          [names[at % names.length] ?? 'more']: more.slice(0, 300),
        } as Record<string, string>)
        const name = at % 2 ? 'c1' : encodeURIComponent(text.toWellFormed().slice(0, 300))
        return `${guide.path.replace('GET ', '').replaceAll(/\{\w+\}/g, name)}?${query}`
      })
    await fc.assert(
      fc.asyncProperty(looking, async (path) => {
        expect(await asked(world(), path)).toEqual([])
      }),
      { numRuns: 2 * runs, endOnFailure: true },
    )
  })

  test('bodies that are no such thing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('events', 'quotes', 'orders'), hostileValue, async (path, body) => {
        expect(await asked(world(), `/shop/${path}`, body)).toEqual([])
      }),
      { numRuns: runs, endOnFailure: true },
    )
  })
}
