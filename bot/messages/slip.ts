import { readSettings } from '../../shop/settings/read.ts'
import { renderSlip } from '../../shop/slips/render.ts'
import { packingSlip } from '../../shop/slips/slip.ts'
import { slipMessage } from '../views/shipping.ts'
import type { Renderer } from './renderer.ts'

/** What goes into a parcel, with the slip as a picture in its thread. */
export const slipPost: Renderer = async ({ db }, subject, reader) => {
  const slip = await packingSlip(db, subject)
  if (!slip) return null
  const bytes = await renderSlip(slip, (await readSettings(db))['shop.name'])
  const alt = reader.say('slip.of', { order: slip.order, shipment: slip.shipment })
  const name = `slip-${slip.order}-${slip.shipment}.png`.replaceAll(/[^\w.-]/g, '_')
  return { ...slipMessage(slip, reader), waits: false, chart: { bytes, name, alt } }
}
