/** @import { Answer, Shop } from './shop.js' */

/** What the shop refused, with its reason as the message; an empty one: it could not be reached. */
export class ShopRefusal extends Error {
  /**
   * @param {string} message
   * @param {string} code
   */
  constructor(message, code) {
    super(message)
    this.code = code
  }
}

/**
 * A reason in plain words, with times in it as the reader has them.
 * @param {Shop} shop
 * @param {Answer | undefined} why
 */
export const reasonOf = (shop, why) =>
  String(why?.message ?? '').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => moment(shop, at))

/**
 * An instant as day and time of the reader.
 * @param {Shop} shop
 * @param {string} at
 */
export const moment = ({ reader }, at) =>
  new Intl.DateTimeFormat(reader.locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: reader.tz }).format(
    Date.parse(at),
  )

/**
 * @param {Shop} shop
 * @param {string} path
 * @param {object} [body] sent by POST
 * @returns {Promise<Answer>}
 */
async function call(shop, path, body) {
  const language = { 'accept-language': shop.reader.locale }
  const sent = {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...language, 'content-type': 'application/json' },
  }
  const answer = await fetch(`/storefront/${path}`, body ? sent : { headers: language }).catch(() => null)
  const found = await answer?.json().catch(() => null)
  if (answer?.ok && found) return found
  throw new ShopRefusal(reasonOf(shop, found?.error), found?.error?.code ?? 'unreachable')
}

/**
 * Looks something up at an endpoint of the storefront. Throws ShopRefusal.
 * @param {Shop} shop
 * @param {string} path
 * @param {Record<string, string | null | undefined | false>} [query] what is empty is left out
 */
export function look(shop, path, query = {}) {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return call(shop, `${path}?${new URLSearchParams(given)}`)
}

/**
 * Asks for a quote or an order. Throws ShopRefusal.
 * @param {Shop} shop
 * @param {'quotes' | 'orders'} what
 * @param {object} body
 */
export const ask = (shop, what, body) => call(shop, what, { ...body, locale: shop.reader.locale })

/**
 * Tells the shop of an event. Throws ShopRefusal where it is not applied.
 * @param {Shop} shop
 * @param {string} type
 * @param {object} data
 */
export async function tell(shop, type, data) {
  const { state, error } = await call(shop, 'events', { type, timestamp: new Date(Date.now()).toISOString(), data })
  if (state === 'applied') return
  throw new ShopRefusal(reasonOf(shop, error) || state, error?.code ?? state)
}

/** An id that nothing else has: begins with `start`, then the time and chance. @param {string} start */
export const freshId = (start) =>
  `${start}${Math.floor(Date.now() / 1000 - 1_767_225_600).toString(36)}${crypto.randomUUID().slice(0, 3)}`.toUpperCase()
