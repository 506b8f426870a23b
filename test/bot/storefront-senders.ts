import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { eventKinds } from '../../shop/intake/registry.ts'
import { signed } from './signed.ts'
import { event, type StorefrontWorld, secret, secrets, start, today } from './storefront-world.ts'

/** What each sender gets, by hand: who does not sign, who signs by another secret, and the storefront. */
const senders = `
                          unsigned  wrong  signed
product.upserted          401       401    200
order.placed              401       401    200
order.paid                401       401    200
payment.failed            401       401    200
order.cancel_requested    401       401    200
shipment.updated          401       401    200
shipment.tracked          401       401    200
order.received            401       401    200
refund.requested          401       401    200
return.requested          401       401    200
exchange.requested        401       401    200
review.posted             401       401    200
favourite.added           401       401    200
favourite.removed         401       401    200
customer.registered       401       401    200
customer.message          401       401    200
customer.rated            401       401    200
POST /shop/quotes         401       401    409
POST /shop/orders         401       401    409
GET /shop/orders/1042     401       401    200
GET /shop/nothing         401       401    404
`
const [, ...senderRows] = senders
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s{2,}/))

/** Tests from whom the program takes something. */
export function testSenders({ db, url, send, forget }: StorefrontWorld): void {
  test('a secret that is being replaced is good as well; any other, a stale time, or another body is not', async () => {
    const body = JSON.stringify({ type: 'nothing', timestamp: String(start), data: {} })
    expect((await send(body, { by: secrets[1] })).status).toBe(400)
    expect((await send(body, { by: `whsec_${Buffer.alloc(32, 1).toString('base64')}` })).status).toBe(401)
    for (const minutes of [-6, 6]) expect((await send(body, { at: today.add({ minutes }) })).status).toBe(401)
    const headers = { 'webhook-id': 'x', 'webhook-timestamp': '1', 'webhook-signature': '' }
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(401)
  })

  test('every kind of event and every request has its line in the table of senders', () => {
    const asked = ['POST /shop/quotes', 'POST /shop/orders', 'GET /shop/orders/1042', 'GET /shop/nothing']
    expect(senderRows.map(([what]) => what).toSorted()).toEqual(
      [...eventKinds.map(({ type }) => type), ...asked].toSorted(),
    )
  })

  test('who does not sign, or by another secret, gets nothing; what the storefront signs is taken', async () => {
    await forget()
    const stranger = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
    for (const [what = '', ...expected] of senderRows) {
      const kind = eventKinds.find(({ type }) => type === what)
      const [method = '', path = ''] = kind ? ['POST', '/shop/events'] : what.split(' ')
      // No such goods: a basket is refused, which only a signed one is.
      const body = kind
        ? event(what, kind.example)
        : JSON.stringify({ items: [{ sku: 'NONE', quantity: 1 }], order: 'X', customer: { id: 'c' } })
      const got: string[] = []
      for (const by of [null, stranger, secret]) {
        const id = randomUUID()
        const raw = method === 'GET' ? '' : body
        const { 'webhook-signature': signature, ...unsigned } = signed(raw, { by: by ?? stranger, id, at: today })
        const headers = { ...unsigned, ...(by && { 'webhook-signature': signature }) }
        const response = await fetch(new URL(path, url), { method, headers, ...(raw && { body: raw }) })
        got.push(String(response.status))
        const kept = await db.selectFrom('storefront_events').select('id').where('id', '=', id).execute()
        expect(kept, `${what} by ${by}`).toHaveLength(kind && by === secret ? 1 : 0)
      }
      expect([what, ...got]).toEqual([what, ...expected])
    }
  })
}
