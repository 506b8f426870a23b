import { expect } from 'vitest'
import { at } from './acts.ts'
import type { Day } from './day.ts'

/** Reports are looked at, and come by themselves. */
export async function reportsCome(day: Day): Promise<void> {
  const [mei, sam, kim] = [at(day, 'mei'), at(day, 'sam'), at(day, 'kim')]
  for (const [one, report] of [
    [mei, 'overview'],
    [mei, 'stock'],
    [mei, 'promotions'],
    [kim, 'merchants'],
    [sam, 'support'],
    [kim, 'sales'],
  ] as const) {
    await one.says(`/report ${report} today`)
    await one.waits(() => JSON.stringify(one.person.ephemerals('general').at(-1)?.blocks).includes('"image"'))
  }
  await kim.says('/report export csv sales 7d by category', 'direct messages')
  await kim.waits(() => kim.person.messages('dm').some(({ files }) => files.some(({ name }) => name.endsWith('.csv'))))
  await mei.says('/report schedule sales daily 22:00 #reports')
  await mei.says('/report schedule payments daily 23:00 #general')
  const list = await mei.says('/report list', 'payments')
  const numbers = [...new Set(list.match(/(?<=#)\d+/g))]
  const last = numbers.at(-1) ?? '2'
  await mei.says('/report schedule')
  await mei.fills({
    Report: 'Refunds',
    When: 'every 4 hours',
    Person: 'U0MEI',
    'Where nothing happened': 'Post nothing',
  })
  await mei.says(`/report change ${last}`)
  await mei.fills({ When: 'weekdays 23:10', About: 'The last 7 days' })
  await mei.says(`/report run ${last}`)
  await day.post('general', 'Payments', 'mei')
  await day.settled()
  await mei.says(`/report runs ${last}`, 'posted · by hand')
  await mei.says(`/report pause ${last}`)
  await mei.says(`/report resume ${last}`)
  await mei.says(`/report remove ${last}`)
}

/** What storefronts told that did not fit is applied again or put away; what they were not told is looked for. */
export async function eventsAreMended(day: Day): Promise<void> {
  const ana = at(day, 'ana')
  const placed = { number: 'E-1', customer: 'c17', lines: [{ sku: 'G-101', quantity: 1, unit: 2_00 }] }
  const told = { order: 'E-1', customer: { id: 'c17' }, currency: 'GBP' }
  const items = [{ sku: 'G-101', quantity: 1, unit_price: '2.00' }]
  await day.tell('order.placed', { ...told, items }, { state: 'refused', id: 'evt-1' })
  await day.tell('order.received', { order: 'NEVER' }, { state: 'waiting', id: 'evt-2' })
  await ana.says('/backroom events', 'E-1')
  await at(day, 'mei').says('/payments rate GBP 9.10')
  await ana.says('/backroom replay evt-1', 'applied')
  day.books.place({ ...placed, currency: 'GBP', rate: 910 })
  await ana.says('/backroom dismiss evt-2', 'dismissed')
  await ana.says('/backroom events', 'Everything that storefronts told is applied')
  await ana.says('/backroom callbacks')
}

/** Everybody opens App Home; the administrator asks whether all is well. */
export async function theOfficeIsLookedAt(day: Day): Promise<void> {
  const ana = at(day, 'ana')
  for (const name of ['mei', 'tom', 'sam', 'wang', 'vera', 'ana']) {
    const { person, waits } = at(day, name)
    await person.openHome()
    await waits(() => person.home)
  }
  expect(day.person('mei').home?.text).toContain('Teahouse')
  await at(day, 'mei').presses('order.board', 'home')
  await day.person('mei').closeModal(true)
  await ana.says('/backroom help', '/stock')
  await ana.says('/backroom about', 'Teahouse')
  await ana.says('/backroom doctor')
  await day.post('dm', 'All is well')
}
