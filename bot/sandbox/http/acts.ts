import { z } from 'zod'
import type { Act, ActRequest } from '../contract.ts'

const text = z.string().max(40_000)
const place = { channel: z.string(), thread: z.string().optional() }
const message = z.object({ channel: z.string(), ts: z.string() })
const value = z.union([z.string(), z.array(z.string()), z.null()])
const surface = z.discriminatedUnion('in', [
  z.object({ in: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.object({ in: z.literal('modal') }),
  z.object({ in: z.literal('home') }),
])
const element = { on: surface, blockId: z.string(), actionId: z.string() }
const file = { name: z.string().min(1), mimetype: z.string(), base64: z.base64() }

const act: z.ZodType<Act> = z.discriminatedUnion('do', [
  z.object({ do: z.literal('command'), text, ...place }),
  z.object({ do: z.literal('say'), text, ...place }),
  z.object({ do: z.literal('use'), ...element, value }),
  z.object({ do: z.literal('suggest'), ...element, query: z.string() }),
  z.object({ do: z.literal('submit'), values: z.record(z.string(), z.record(z.string(), value)).optional() }),
  z.object({ do: z.literal('close'), all: z.boolean().optional() }),
  z.object({ do: z.literal('attach'), ...element, ...file }),
  z.object({ do: z.literal('upload'), ...file, text: text.optional(), ...place }),
  z.object({ do: z.literal('shortcut'), callbackId: z.string(), message: message.optional() }),
  z.object({ do: z.literal('home') }),
  z.object({ do: z.literal('read'), channel: z.string() }),
  z.object({ do: z.literal('react'), ...message.shape, name: z.string() }),
  z.object({ do: z.literal('dismiss'), ...message.shape }),
  z.object({ do: z.literal('switch'), id: z.string(), on: z.boolean() }),
])

const request: z.ZodType<ActRequest> = z.intersection(z.object({ as: z.string() }), act)

/** What the page asks for, checked; null where it is nothing that a person can do. */
export function readAct(body: unknown): ActRequest | null {
  return request.safeParse(body).data ?? null
}
