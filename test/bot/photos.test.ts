import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawCode } from '../../shop/codes/draw.ts'
import { cat, photoOf } from '../shop/codes/photo.ts'
import { openWorld, type World } from '../world.ts'

const onATable = { turn: 8, blur: 0.8, noise: 20, light: 0.8, size: 1 }

let world: World
let parcel: { order_number: string; tracking_number: string }
beforeAll(async () => {
  world = await openWorld()
  await world.settled()
  const shipments = world.program.services.db.selectFrom('shipments').select(['order_number', 'tracking_number'])
  const { order_number, tracking_number } = await shipments
    .where('tracking_number', 'is not', null)
    .orderBy('shipped_at')
    .executeTakeFirstOrThrow()
  parcel = { order_number, tracking_number: String(tracking_number) }
})
afterAll(() => world.close())

/** Shares a photo and gives what the person sees then in that place that they did not see before. */
async function share(id: string, bytes: Uint8Array, channel?: string): Promise<string[]> {
  const person = world.person(id)
  const place = channel ?? 'dm'
  const seen = () => person.messages(place).filter(({ author }) => author.isApp)
  const before = seen().length
  await person.upload({ name: 'photo.jpg', bytes, mimetype: 'image/jpeg' }, { channel: place })
  await world.settled()
  return seen()
    .slice(before)
    .map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`)
}

const photo = async (kind: 'qrcode' | 'code128', text: string) => photoOf(await drawCode(kind, text), onATable)

test('the photo of a code shows its order, by its number or by that of a parcel, to the one who shared it', async () => {
  const { order_number, tracking_number } = parcel
  for (const [kind, text] of [
    ['qrcode', order_number],
    ['code128', tracking_number],
  ] as const)
    for (const channel of [undefined, 'general', 'warehouse']) {
      const shown = await share('U0SAM', await photo(kind, text), channel)
      expect(shown).toEqual([expect.stringContaining(order_number)])
    }
  const general = world.person('U0VERA').messages('general')
  expect(general.filter(({ text }) => text.includes(order_number))).toEqual([])
})

test('a picture of a cat is answered politely where people scan, and left in peace elsewhere', async () => {
  expect(await share('U0SAM', cat())).toEqual([expect.stringContaining('no order code in this picture')])
  expect(await share('U0LIN', cat(), 'warehouse')).toEqual([expect.stringContaining('没有看到订单码')])
  expect(await share('U0SAM', cat(), 'general')).toEqual([])
})

test('codes of other things, of orders that are not theirs to see, and what is no picture are answered with what to do', async () => {
  expect(await share('U0SAM', await photo('code128', '4006381333931'))).toEqual([
    expect.stringContaining('“4006381333931”, which is no order number'),
  ])
  expect(await share('U0VERA', await photo('qrcode', parcel.order_number))).toEqual([
    expect.stringContaining('permission “see orders”'),
  ])
  expect(await share('U0VERA', await photo('qrcode', parcel.order_number), 'general')).toEqual([])
  expect(await share('U0SAM', Buffer.from('<!channel> no jpeg'))).toEqual([expect.stringContaining('no picture')])
})
