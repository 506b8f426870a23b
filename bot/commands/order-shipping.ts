import { type Member, may } from '../../shop/access/member.ts'
import { shipOrder } from '../../shop/orders/ship.ts'
import { deliverShipment } from '../../shop/shipping/deliver.ts'
import { readShipping, toSend } from '../../shop/shipping/form.ts'
import { trackedOrder } from '../../shop/shipping/tracked.ts'
import { askForSlip, parcelNamed } from '../../shop/slips/slip.ts'
import { channelLabel } from '../blocks.ts'
import { firstWord } from '../first-word.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { type ParcelRights, shipModal, slipAsked, trackingMessage } from '../views/shipping.ts'
import { cardOf } from './order-card.ts'
import { atLine, piecesOf } from './order-pieces.ts'
import { atField } from './team-person.ts'

type Sending = Pick<Parameters<typeof shipOrder>[2], 'order' | 'lines' | 'carrier' | 'tracking'>

async function send(call: Call, asked: Sending): Promise<Answer> {
  const { services, member, via, now } = call
  const sent = await shipOrder(services.db, services.jobs, { ...asked, member, via }, now)
  return sent.ok ? cardOf(call, sent.value.number) : sent
}

/** `NUMBER` opens the form; with lines, a carrier or a tracking number it is sent at once. */
const ship: Operation = {
  id: 'order.ship',
  permission: 'order.ship',
  needs: true,
  usage: 'usage.order.ship',
  async run(call) {
    const { services, settings, member, argument, reader } = call
    const [number, rest] = firstWord(argument)
    const open = await toSend(services.db, settings, member, number)
    if (!open.ok) return open
    const words = readShipping(rest, open.value)
    if (!words.ok) return words
    if (rest) return send(call, { order: open.value.order, ...words.value })
    return { open: shipModal(open.value, words.value, reader) }
  },
}

const shipSave: Operation = {
  id: 'order.ship_save',
  permission: 'order.ship',
  async run(call) {
    const { argument: order, fields } = call
    const [lines, carrier, tracking] = [piecesOf(fields), fields.carrier ?? null, fields.tracking?.trim() || null]
    const sent = await send(call, { order, lines, carrier, tracking })
    return 'code' in sent ? atField(sent, { ...atLine(sent), 'order.tracking_long': 'tracking' }, call) : sent
  },
}

/** `NUMBER [PARCEL]`: the packing slip, to the warehouse channel. */
const slip: Operation = {
  id: 'order.slip',
  permission: 'order.ship',
  needs: true,
  usage: 'usage.order.slip',
  async run({ services, settings, member, argument, reader }) {
    const asked = await askForSlip(services.db, services.jobs, { ...parcelNamed(argument.trim()), member })
    const channel = channelLabel(settings['channel.warehouse'])
    return asked.ok ? { show: slipAsked({ ...asked.value, channel }, reader) } : asked
  },
}

const parcelRights = (member: Member): ParcelRights => ({
  ship: may(member, 'order.ship'),
  deliver: may(member, 'order.process'),
})

async function tracked({ services, settings, member, reader, now }: Call, text: string): Promise<Answer> {
  const found = await trackedOrder(services.db, settings, member, text, now)
  return found.ok ? { show: trackingMessage(found.value, parcelRights(member), reader) } : found
}

/** `NUMBER` or a tracking number: where the parcels are. */
const track: Operation = {
  id: 'order.track',
  permission: 'order.view',
  reads: true,
  needs: true,
  usage: 'usage.order.track',
  run: (call) => tracked(call, call.argument),
}

const deliver: Operation = {
  id: 'order.deliver',
  permission: 'order.process',
  async run(call) {
    const { services, member, argument, via, now } = call
    const parcel = parcelNamed(argument)
    const done = await deliverShipment(services.db, { ...parcel, member, via }, now)
    return done.ok ? tracked(call, parcel.order) : done
  },
}

export const shippingWords = { ship, slip, track }
export const shippingOperations = [ship, shipSave, slip, track, deliver]
