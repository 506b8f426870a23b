import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { HTTPModuleFunctions, isValidSlackRequest } from '@slack/bolt'

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

function isObject(request: IncomingMessage): boolean {
  try {
    const parsed: unknown = HTTPModuleFunctions.parseHTTPRequestBody(
      request as Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0],
    )
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
  } catch {
    return false
  }
}

/**
 * Lets only what Slack signed through to Bolt: 401 where the signature is missing, wrong, stale or from the future,
 * 400 where a signed body cannot be read. Throws where a body is larger than a megabyte.
 */
export const gate =
  (signingSecret: string, now: () => number, next: RequestListener) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refuse = (status: number) => void response.writeHead(status).end()
    // Leaves the body in `rawBody`, where the receiver looks for it.
    const { rawBody } = await HTTPModuleFunctions.bufferIncomingMessage(request, LIMIT)
    if (!verified(request, rawBody.toString(), signingSecret, now())) return refuse(401)
    if (!isObject(request)) return refuse(400)
    next(request, response)
  }
