import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { HTTPModuleFunctions, isValidSlackRequest } from '@slack/bolt'
import { z } from 'zod'

const FIVE_MINUTES = 300
const LIMIT = 1024 * 1024

const single = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')

function verified({ headers }: IncomingMessage, body: string, signingSecret: string, now: number): boolean {
  const timestamp = Number(single(headers['x-slack-request-timestamp']) || 'missing')
  // Bolt's check turns stale timestamps away; one signed for the future could be replayed until then.
  if (!(timestamp <= now / 1000 + FIVE_MINUTES)) return false
  return isValidSlackRequest({
    signingSecret,
    body,
    headers: {
      'x-slack-signature': single(headers['x-slack-signature']),
      'x-slack-request-timestamp': timestamp,
    },
    nowMilliseconds: now,
  })
}

const text = z.string().min(1)
const user = z.object({ id: text })
const state = z.object({ values: z.record(z.string(), z.record(z.string(), z.looseObject({}))) })
const view = z.object({
  ...{ id: text, callback_id: text, private_metadata: z.string(), state, title: z.object({ text }) },
  blocks: z.array(z.object({ type: text })),
})
const told = z.object({ ts: text, text: z.string().nullish(), thread_ts: text.nullish() })
const file = z.object({ id: text, mimetype: z.string().nullish() })

const said = z.string().nullish()
const profile = z.object({
  ...{ id: text, name: said, real_name: said, locale: said, tz: said },
  profile: z.object({ display_name: said }).nullish(),
})

/** The events that we act on, and what they carry. */
const events = z.discriminatedUnion('type', [
  z.object({
    ...{ type: z.literal('message'), channel: text, ts: text, user: text.nullish(), text: z.string().nullish() },
    ...{ subtype: z.string().nullish(), thread_ts: text.nullish(), files: z.array(file).nullish() },
    ...{ message: told.partial().nullish(), previous_message: told.nullish() },
  }),
  z.object({ type: z.literal('app_home_opened'), user: text }),
  z.object({ type: z.literal('user_change'), user: profile }),
])
const known = new Set<string>(events.options.flatMap(({ shape }) => [...shape.type.values]))
const otherEvent = z.object({ type: text.refine((type) => !known.has(type)) })

/** What each kind of delivery has to carry for us to act on it; of other kinds nothing is expected. */
const kinds: Record<string, z.ZodType> = {
  command: z.object({ command: text, user_id: text, channel_id: text, trigger_id: text }),
  event_callback: z.union([z.object({ event_id: text, event: events }), z.object({ event: otherEvent })]),
  block_actions: z.object({
    ...{ user, trigger_id: text, actions: z.array(z.object({ action_id: text })).min(1) },
    ...{ channel: user.nullish(), view: z.object({ state: state.nullish() }).nullish() },
  }),
  view_submission: z.object({ user, view }),
  message_action: z.object({
    user,
    callback_id: text,
    trigger_id: text,
    channel: z.object({ id: text }),
    message: z.object({}),
  }),
}

/** Whether Bolt and our listeners can read the request. */
function readable(request: IncomingMessage): boolean {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(
      request as Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0],
    )
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return false
    const kind = 'command' in body ? 'command' : 'type' in body ? String(body.type) : null
    if (kind === null) return 'ssl_check' in body
    return Object.hasOwn(kinds, kind) ? kinds[kind]?.safeParse(body).success === true : true
  } catch {
    return false
  }
}

/**
 * Lets only what Slack signed through to Bolt: 401 where the signature is missing, wrong, stale or from the future,
 * 413 where the body is larger than a megabyte, 400 where it cannot be read or lacks what its kind carries.
 */
export const gate =
  (signingSecret: string, now: () => number, next: RequestListener) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refuse = (status: number) => void response.writeHead(status, { connection: 'close' }).end()
    let body: Buffer
    try {
      // Leaves the body in `rawBody`, where the receiver looks for it.
      body = (await HTTPModuleFunctions.bufferIncomingMessage(request, LIMIT)).rawBody
    } catch (error) {
      // Too large, or cut off before its end.
      if (HTTPModuleFunctions.isRawBodyError(error)) return refuse(error.statusCode)
      throw error
    }
    if (!verified(request, body.toString(), signingSecret, now())) return refuse(401)
    if (!readable(request)) return refuse(400)
    next(request, response)
  }
