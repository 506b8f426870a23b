import { createHmac } from 'node:crypto'

/**
 * The headers by which Slack proves that a request is its own: HMAC-SHA256 over `v0:timestamp:raw body`.
 * `timestamp` is in seconds; a test hands over an old one, a future one or a wrong secret to forge.
 */
export function signedHeaders(secret: string, body: string, timestamp: number): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${signature}` }
}
