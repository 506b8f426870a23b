import { randomBytes } from 'node:crypto'
import type { Block } from './contract.ts'
import { type Fields, fieldsOf, isYes, stringOf } from './json.ts'
import { checkMessage } from './limits/messages.ts'
import type { Message } from './model.ts'
import { completed } from './payloads.ts'
import type { Store } from './store.ts'

/** How often and how long, in ms, a response_url may be used. */
export const RESPONSE_URL = { uses: 5, life: 30 * 60_000 }

/** Where an answer goes: to whom, in which channel and thread, and about which message. */
export interface Target {
  person: string
  channel: string
  thread: string | null
  /** the message whose element was used; a command has none, so it has nothing to replace */
  origin: Message | null
}

/** The answers that a response_url gives, as HTTP. */
export interface ResponseAnswer {
  status: number
  body: string
  shown: Message | null
}

/** The response_urls handed out with commands and interactions. */
export class ResponseUrls {
  readonly #issued = new Map<string, { target: Target; expires: number; uses: number }>()
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  issue(target: Target): string {
    const now = this.#store.now()
    for (const [token, url] of this.#issued) {
      if (url.expires + RESPONSE_URL.life > now) break
      this.#issued.delete(token)
    }
    const token = randomBytes(18).toString('base64url')
    this.#issued.set(token, { target, expires: now + RESPONSE_URL.life, uses: 0 })
    return `${this.#store.publicUrl}/response/${token}`
  }

  /** What posting `body` to a response_url does; a refused message costs a use as well. */
  use(token: string, body: Fields): ResponseAnswer {
    const url = this.#issued.get(token)
    const fail = (error: string) => ({ status: 404, body: JSON.stringify({ ok: false, error }), shown: null })
    if (!url) return fail('no_such_url')
    if (url.expires < this.#store.now()) return fail('expired_url')
    if (url.uses >= RESPONSE_URL.uses) return fail('used_url')
    url.uses++
    return answer(this.#store, url.target, body)
  }
}

/**
 * Does what an answer says: a command's acknowledgement body, or a post to a response_url. By default it is a new
 * ephemeral message; `replace_original` and `delete_original` act on the message whose element was used.
 */
export function answer(store: Store, { person, channel, thread, origin }: Target, body: Fields): ResponseAnswer {
  const ok = (shown: Message | null) => ({ status: 200, body: 'ok', shown })
  if (isYes(body.delete_original) && origin) {
    store.remove(origin)
    return ok(null)
  }
  const checked = checkMessage(store, body)
  if ('error' in checked) {
    store.refuse('response_url', checked.error, checked.details)
    return { status: 400, body: checked.error, shown: null }
  }
  const blocks: Block[] = completed(checked.blocks)
  if (isYes(body.replace_original) && origin) {
    if (!store.message(origin.channel, origin.ts)) return { status: 404, body: 'message_not_found', shown: null }
    origin.edited = { user: store.bot.id, ts: store.nextTs() }
    if (body.metadata) origin.metadata = fieldsOf(body.metadata)
    store.redraw(origin, checked.text, blocks)
    return ok(origin)
  }
  const to = body.response_type === 'in_channel' ? null : person
  const draft = { channel, user: store.bot.id, byApp: true, text: checked.text, blocks, metadata: checked.metadata, to }
  return ok(store.post({ ...draft, thread: stringOf(body.thread_ts) || thread }))
}
