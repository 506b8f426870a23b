import { drawCode, fitsCode128 } from '../../shop/codes/draw.ts'
import { packedOrder } from '../../shop/orders/packed.ts'
import { packingMessage } from '../views/packing.ts'
import type { Renderer } from './renderer.ts'

/** What has to be packed of an order, with its number as a code that a scanner or photo reads. */
export const packingPost: Renderer = async ({ db }, number, reader) => {
  const order = await packedOrder(db, number)
  if (!order) return null
  const bytes = await drawCode(fitsCode128(number) ? 'code128' : 'qrcode', number)
  const chart = { bytes, name: `${number}.png`, alt: reader.say('packing.code', { number }) }
  return { ...packingMessage(order, reader), waits: order.status === 'shipped', chart }
}
