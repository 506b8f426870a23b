import { putOnSale } from '../shop/goods.ts'
import { promotionWorld } from '../shop/promotions/world.ts'
import { openOutside } from './processes/outside.ts'
import { signed } from './signed.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

export const piece = (sku: string, quantity = 1) => ({ sku, quantity })

export type OrdersWorld = Awaited<ReturnType<typeof openOrders>>

/** The program with goods on sale, and a way to ask it as any HTTP client does. */
export async function openOrders() {
  const outside = await openOutside()
  const { db } = outside.database
  for (const sku of ['TEA', 'CUP', 'POT', 'LAMP']) await putOnSale(db, { sku, price: 10_00n, onHand: 1000 })
  await putOnSale(db, { sku: 'LAST', price: 99_00n, onHand: 1 })
  const { url } = await outside.start({ SHOP_EVENTS_SECRET: secret })
  return {
    ...{ outside, db, url, made: promotionWorld(db).made },
    async ask(method: string, path: string, content?: unknown) {
      const body = content === undefined ? '' : JSON.stringify(content)
      const headers = signed(body, { by: secret })
      const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body }) })
      // biome-ignore lint/suspicious/noExplicitAny: what comes is what the test is about
      return { status: response.status, body: (await response.json()) as any }
    },
  }
}
