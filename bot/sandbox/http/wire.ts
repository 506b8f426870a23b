import type { IncomingMessage, ServerResponse } from 'node:http'

/** The largest request body, in bytes: an upload with its form around it. */
const MOST_BYTES = 64_000_000

/** A request's whole body; undefined when it is too large. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > MOST_BYTES) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body))
}

export function sendText(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(body)
}

const LOCAL = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Why a request must not be served; null when it may. The sandbox acts for people without asking who they are, so
 * only programs and pages of this machine may drive it: the Host must be local (a rebound name is not), and a
 * browser's request must come from the sandbox's own page.
 */
export function strange(request: IncomingMessage): string | null {
  const host = request.headers.host ?? ''
  if (!URL.canParse(`http://${host}`) || !LOCAL.has(new URL(`http://${host}`).hostname)) return 'not a local Host'
  const { origin } = request.headers
  if (origin !== undefined && origin !== `http://${host}`) return 'another Origin'
  const site = request.headers['sec-fetch-site']
  const navigates = request.method === 'GET' && request.headers['sec-fetch-mode'] === 'navigate'
  return site === undefined || site === 'same-origin' || site === 'none' || navigates ? null : 'another site'
}
