import type { Db } from '../../db/tables/index.ts'
import { denied, type Member, scopeOf } from '../access/member.ts'
import { whyNotSendYet } from '../exchanges/send.ts'
import { nearest } from '../nearest.ts'
import { orderNumbered, unknownOrder } from '../orders/find.ts'
import { type OpenLine, openLines, whyNotShip } from '../orders/ship.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Settings } from '../settings/registry.ts'

/** An order of which something can be sent, and by whom. */
export interface ToSend {
  order: string
  lines: OpenLine[]
  carriers: string[]
}

/** What a choice of a form has room for. */
const MOST_LETTERS = 75

/** Who takes parcels, as the setting names them. */
export const carriersOf = (settings: Settings): string[] => [
  ...new Set(
    settings['order.carriers']
      .split(/[,，、;；]/)
      .map((name) => name.trim().slice(0, MOST_LETTERS))
      .filter(Boolean),
  ),
]

/** What of an order can be sent; a merchant's own lines for it. Refuses an unknown order and one of which nothing is left. */
export async function toSend(db: Db, settings: Settings, member: Member, text: string): Promise<Result<ToSend>> {
  const missing = denied(member, 'order.ship')
  if (missing) return missing
  const scope = scopeOf(member, 'order.ship')
  const number = await orderNumbered(db, text, scope)
  if (!number) return unknownOrder(db, text, scope)
  const order = await db
    .selectFrom('orders')
    .select(['number', 'status', 'exchange_of'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  const impossible = whyNotShip(order) ?? (await whyNotSendYet(db, order))
  if (impossible) return impossible
  const lines = (await openLines(db, number, scope)).filter(({ left }) => left > 0)
  return lines.length > 0
    ? ok({ order: number, lines, carriers: carriersOf(settings) })
    : refuse('order.nothing_to_ship', { number })
}

/** What a person wrote after the number of an order that is sent. */
export interface ShippingWords {
  /** Absent: all that is left. */
  lines?: { line: number; quantity: number }[]
  carrier: string | null
  tracking: string | null
}

/** `2` or `2x3`: a line, and how many pieces of it. */
const LINE = /^(\d{1,3})(?:[x×*](\d{1,6}))?$/i

/**
 * Reads `[lines] [carrier] [tracking]`, as `1 2x3 SF Express SF1042`: lines with `x` and pieces where not all that is left of
 * them goes, a carrier of the setting in any case, and one word as the tracking number. Refuses other carriers with the nearest;
 * lines of which nothing is left are `shipOrder`'s to refuse.
 */
export function readShipping(text: string, { lines, carriers }: ToSend): Result<ShippingWords> {
  let rest = text.trim()
  const chosen: { line: number; quantity: number }[] = []
  const next = () => /^([^\s,，]+)[\s,，]*/.exec(rest)
  for (let word = next(); word; word = next()) {
    const [, line, pieces] = LINE.exec(word[1] ?? '') ?? []
    if (line === undefined) break
    const left = lines.find((one) => one.line === Number(line))?.left ?? 0
    chosen.push({ line: Number(line), quantity: pieces === undefined ? left : Number(pieces) })
    rest = rest.slice(word[0].length)
  }
  const written = rest.toLowerCase()
  const carrier = carriers
    .filter((name) => written === name.toLowerCase() || written.startsWith(`${name.toLowerCase()} `))
    .sort((a, b) => b.length - a.length)[0]
  const tracking = (carrier ? rest.slice(carrier.length) : rest).trim()
  if (rest !== '' && (!carrier || /\s/.test(tracking))) {
    // What follows the last blank is the tracking number.
    const [close = ''] = nearest(rest.replace(/\s+\S+$/, ''), carriers)
    return refuse('order.carrier_unknown', { text: rest, nearest: close, all: carriers })
  }
  return ok({ ...(chosen.length > 0 && { lines: chosen }), carrier: carrier ?? null, tracking: tracking || null })
}
