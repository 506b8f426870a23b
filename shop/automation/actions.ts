import { sql } from 'kysely'
import { assignOrder } from '../orders/assign.ts'
import { heldByRule, holdOrder, releaseOrder } from '../orders/hold.ts'
import { lockOrder } from '../orders/record.ts'
import { openLines, shipOrder } from '../orders/ship.ts'
import { tagOrder } from '../orders/tags.ts'
import { parseTags } from '../products/tags.ts'
import { ok, type Result, refuse } from '../result.ts'
import { deliverShipment } from '../shipping/deliver.ts'
import { askForSlip } from '../slips/slip.ts'
import type { Beat } from '../timers/timer.ts'
import { isVisible } from '../visible.ts'

/** Something that a rule does to an order. */
export interface Action {
  /** Words: `rule.then.NAME`, a hint `rule.then.NAME.hint`. */
  readonly name: string
  readonly control: 'text' | 'person' | 'yes' | 'carrier'
  /** What a person wrote, as it is kept. */
  read(text: string): Result<string>
  run(beat: Beat, order: string, kept: string): Promise<Result<unknown>>
}

const BY_RULE = { member: null, via: 'rule' } as const
const MOST_LETTERS = 200

const oneLine = (text: string): Result<string> =>
  isVisible(text) && text.length <= MOST_LETTERS
    ? ok(text.trim())
    : refuse('rule.text_malformed', { most: MOST_LETTERS })

/** Every action, in the sequence in which a rule does them. A new one is one object here and its words. */
export const actions: readonly Action[] = [
  {
    name: 'tag',
    control: 'text',
    read(text) {
      const tags = parseTags(text)
      if (!tags.ok) return tags
      return tags.value.length > 0 ? ok(tags.value.join(', ')) : refuse('order.tag_needed')
    },
    run: ({ trx, now }, order, tags) => tagOrder(trx, { ...BY_RULE, order, tags, how: 'add' }, now),
  },
  {
    name: 'assign',
    control: 'person',
    read: (text) => ok(text),
    run: ({ trx, jobs, now }, order, to) => assignOrder(trx, jobs, { ...BY_RULE, order, to }, now),
  },
  {
    name: 'hold',
    control: 'text',
    read: oneLine,
    run: ({ trx, now }, order, reason) => holdOrder(trx, { ...BY_RULE, order, reason }, now),
  },
  {
    name: 'release',
    control: 'yes',
    read: () => ok('yes'),
    async run({ trx, now }, order) {
      const locked = await lockOrder(trx, order)
      // What a person holds is theirs to release.
      return locked.ok && heldByRule(locked.value) ? releaseOrder(trx, { ...BY_RULE, order }, now) : locked
    },
  },
  { name: 'deliver_digital', control: 'yes', read: () => ok('yes'), run: deliverDigital },
  {
    name: 'ship',
    control: 'carrier',
    read: oneLine,
    async run({ trx, jobs, now }, order, carrier) {
      const shipped = await shipOrder(trx, jobs, { ...BY_RULE, order, carrier }, now)
      return shipped.ok ? askForSlip(trx, jobs, { order, shipment: '', member: null }) : shipped
    },
  },
]

/** Sends the digital goods of an order, which arrive at once; the order has, where there is nothing else in it. */
async function deliverDigital({ trx, jobs, settings, now }: Beat, order: string): Promise<Result<unknown>> {
  const { rows } = await sql<{ sku: string }>`
    select sku from products where sku in (select sku from order_items where order_number = ${order})
      and exists (select from unnest(tags) as tag where lower(tag) = ${settings['order.digital_tag'].toLowerCase()})`.execute(
    trx,
  )
  const digital = new Set(rows.map(({ sku }) => sku))
  const open = (await openLines(trx, order, null)).filter(({ sku, left }) => left > 0 && digital.has(sku))
  if (open.length === 0) return refuse('order.nothing_to_ship', { number: order })
  const lines = open.map(({ line, left: quantity }) => ({ line, quantity }))
  const shipment = 'digital'
  const shipped = await shipOrder(trx, jobs, { ...BY_RULE, order, lines, shipment }, now)
  return shipped.ok ? deliverShipment(trx, { ...BY_RULE, order, shipment }, now) : shipped
}
