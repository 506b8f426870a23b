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
const view = z.object({ id: text, private_metadata: z.string(), state: z.object({ values: z.object() }) })

/** What each kind of delivery has to carry for us to act on it; of other kinds nothing is expected. */
const kinds: Record<string, z.ZodType> = {
  command: z.object({ command: text, user_id: text, channel_id: text, trigger_id: text }),
  event_callback: z.object({ event: z.object({ type: text }) }),
  block_actions: z.object({ user, trigger_id: text, actions: z.array(z.object({ action_id: text })).min(1) }),
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
