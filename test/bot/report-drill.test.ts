import { expect, test } from 'vitest'
import { openedWorld } from './opened-world.ts'

const { world, said } = await openedWorld()

test('what a report counts as late is listed, as many as it counts', async () => {
  const mei = world.person('U0MEI')
  const { db } = world.program.services
  const [before, after] = [world.now().subtract({ hours: 1 }), world.now().subtract({ hours: 72 })]
  const some = (status: string) =>
    db.selectFrom('orders').select('number').where('status', '=', status).orderBy('number').limit(2)
  const late = { status: 'paid', ship_by: before, ship_promised_at: null } as const
  await db.updateTable('orders').set(late).where('number', 'in', some('processing')).execute()
  const overdue = { estimated_delivery_at: after, delivered_at: null }
  await db.updateTable('orders').set(overdue).where('number', 'in', some('shipped')).execute()
  await db.updateTable('orders').set({ estimated_delivery_at: null }).where('status', '!=', 'shipped').execute()
  const arrived = { estimated_delivery_at: after, delivered_at: before }
  await db.updateTable('orders').set(arrived).where('number', 'in', some('delivered')).execute()
  for (const which of ['late shipments', 'overdue deliveries', 'late deliveries']) {
    const [label = '', count] = new RegExp(`Show the (\\d+) ${which}`).exec(await said('/report orders 365d')) ?? []
    await mei.click(label)
    const list = await mei.waitFor(() =>
      mei
        .ephemerals(mei.channel)
        .find(({ text: of }) => of.startsWith('Orders: late:') && of.split('[Open]').length > Number(count)),
    )
    expect(list.text.match(/\[Open\]/g), which).toHaveLength(Number(count))
  }
  const low = /Show the (?:(\d+) )?products? below safety/.exec(await said('/report stock 30d'))
  await mei.click(low?.[0] ?? 'Show the products below safety')
  await mei.waitFor(() => mei.ephemerals(mei.channel).find(({ text: of }) => of.includes('below')))
})

test('what a report counts is listed under its filters too', async () => {
  const mei = world.person('U0MEI')
  const { db } = world.program.services
  const ofTea = db
    .selectFrom('payments')
    .innerJoin('order_items', 'order_items.order_number', 'payments.order_number')
    .innerJoin('orders', 'number', 'payments.order_number')
    .select('number')
    .where('merchant_id', '=', 'hangzhou-tea')
    .where('method', '=', 'alipay')
    .where('payments.status', '=', 'captured')
    .where('orders.status', '=', 'completed')
  const [estimated_delivery_at, delivered_at] = [72, 24].map((hours) => world.now().subtract({ hours }))
  const late = { estimated_delivery_at, delivered_at }
  await db.updateTable('orders').set(late).where('number', 'in', ofTea.limit(3)).execute()
  const text = await said('/report orders 365d for method alipay for merchant tea house')
  const [label = '', count = 1] = /Show the (?:(\d+) )?(?:late|overdue) \w+/.exec(text) ?? []
  await mei.click(label)
  const narrowed = 'merchant:hangzhou-tea method:alipay'
  const list = await mei.waitFor(() => mei.ephemerals(mei.channel).find(({ text: of }) => of.includes(narrowed)))
  expect(list.text.match(/\[Open\]/g)).toHaveLength(Number(count))
})
