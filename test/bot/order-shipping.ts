import { expect, test } from 'vitest'
import { readCodes } from '../../shop/codes/read.ts'
import { demand } from '../../shop/result.ts'
import { trackShipment } from '../../shop/shipping/track.ts'
import type { RefundWorld } from './refund-world.ts'

/** Tests how goods are sent from Slack, with their packing slip, and where their parcels are. */
export function testShipping(world: RefundWorld): void {
  const { db } = world.program.services
  const { sandbox } = world.program.workspace ?? {}

  /** A paid order of the sample shop of which nothing has left, of more than one piece. */
  const waiting = () =>
    db
      .selectFrom('orders')
      .innerJoin('order_items', 'order_items.order_number', 'orders.number')
      .select('number')
      .select(({ fn }) => fn.sum<bigint>('quantity').as('pieces'))
      .where('status', '=', 'processing')
      .where('refund_reserved', '=', 0n)
      .groupBy('number')
      .having(({ fn }) => fn.sum('quantity'), '>', 1)
      .orderBy('number')
      .executeTakeFirstOrThrow()

  test('goods are sent in parts by a form and by a line, with a slip in the warehouse whose codes lead back', async () => {
    const { number, pieces } = await waiting()
    const [mei, sam, zhao] = [world.person('U0MEI'), world.person('U0SAM'), world.person('U0ZHAO')]
    const shown = (await sam.command(`/order ${number}`)).shown
    expect(shown?.buttons).not.toContain('Ship…')
    expect((await sam.command(`/order ship ${number}`)).shown?.text).toContain('permission')
    const card = await mei.command(`/order ${number}`)
    await mei.click('Ship…', card.shown ? { message: card.shown } : {})
    const labels = mei.modal?.text ?? ''
    expect(labels).toContain('Tracking number')
    const lines = await db
      .selectFrom('order_items')
      .selectAll()
      .where('order_number', '=', number)
      .orderBy('line')
      .execute()
    const left = Object.fromEntries(lines.map(({ name, sku }, index) => [`${name} ${sku}`, index === 0 ? '1' : '0']))
    await mei.fill({ ...left, Carrier: 'ZTO Express', 'Tracking number': 'ZT <!channel>&1' })
    expect(await mei.submit()).toMatchObject({ ok: true, modal: null })
    expect((await mei.command(`/order ${number}`)).shown?.text).toContain(`1 piece shipped, ${Number(pieces) - 1} left`)

    expect((await mei.command(`/order ship ${number} 1x99 SF Express X1`)).shown?.text).toMatch(
      /Of line 1 of order \S+ .* left to ship/,
    )
    expect((await mei.command(`/order ship ${number} 77 SF Express X1`)).shown?.text).toContain('has no line 77')
    const long = await mei.command(`/order ship ${number} SF Express ${'9'.repeat(81)}`)
    expect(long.shown?.text).toContain('A tracking number has at most 80 characters')
    expect((await mei.command(`/order ship ${number} SF Expres SF${number}`)).shown?.text).toContain(
      'Did you mean SF Express?',
    )
    const sent = await mei.command(`/order ship ${number} sf express SLIP${number}`)
    expect(sent.shown?.text).toContain('🚚 shipped')
    expect((await mei.command(`/order ship ${number}`)).shown?.text).toContain(`All of order ${number} has left`)

    for (let time = 0; time < 2; time++)
      expect((await mei.command(`/order slip ${number}`)).shown?.text).toContain('it is in #warehouse')
    await world.settled()
    const posts = mei.messages('warehouse').filter(({ text }) => text.includes(`order ${number}, parcel S2`))
    expect(posts).toHaveLength(1)
    const file = [...(sandbox?.store.files.values() ?? [])].find(({ name }) => name === `slip-${number}-S2.png`)
    expect(await readCodes(file?.bytes ?? new Uint8Array())).toEqual({ ok: true, value: [number] })
    expect((await zhao.command(`/order ${number}`)).shown?.text).toContain('已发货')
  })

  test('parcels are tracked by any number, with what their carriers say, until somebody marks them delivered', async () => {
    const { order_number: order, id } = await db
      .selectFrom('shipments')
      .select(['order_number', 'id'])
      .where('tracking_number', 'like', 'SLIP%')
      .executeTakeFirstOrThrow()
    const [mei, sam] = [world.person('U0MEI'), world.person('U0SAM')]
    const told = { order, shipment: id, status: 'problem', place: '<!channel> 武汉', note: 'nobody at home' } as const
    await db.transaction().execute(async (trx) => demand(await trackShipment(trx, told, world.now())))
    const tracked = (await sam.command(`/order track slip${order}`)).shown
    for (const text of [`Parcels of order ${order}`, 'SLIP', 'problem', '武汉', 'nobody at home', 'Expected'])
      expect(tracked?.text).toContain(text)
    expect(tracked?.pings).toEqual([])
    expect(tracked?.buttons).not.toContain('Mark delivered')
    expect((await mei.command(`/order ${order}`)).shown?.text).toContain(`Parcel SLIP${order}: problem`)
    world.advance({ hours: 24 * 30 })
    const late = (await mei.command(`/order track ${order}`)).shown
    expect(late?.text).toContain('Late.')
    for (let parcel = 0; parcel < 2; parcel++) {
      const { shown } = await mei.command(`/order track ${order}`)
      await mei.click('Mark delivered', shown ? { message: shown } : {})
    }
    expect((await mei.command(`/order ${order}`)).shown?.text).toContain('📬 delivered')
    expect((await sam.command('/order track NOPE')).shown?.text).toContain('no order')
    world.advance({ hours: -24 * 30 })
  })
}
