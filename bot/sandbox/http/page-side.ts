import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import type { Acting } from '../act.ts'
import type { Live } from '../contract.ts'
import { parseJson } from '../json.ts'
import { liveFor } from '../live.ts'
import type { Change } from '../model.ts'
import type { Sight } from '../seen.ts'
import type { Services } from '../services.ts'
import { readAct } from './acts.ts'
import { bodyOf, sendJson } from './wire.ts'

/** What the page talks to. */
export interface PageSide {
  services: Services
  sight: Sight
  acting: Acting
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

const PAGE = new URL('../page/', import.meta.url)

/** `/` and `/sandbox/page/NAME`: the page's own files, of the known kinds only. */
export async function servePage(response: ServerResponse, name: string): Promise<void> {
  const type = TYPES[extname(name)]
  const bytes = type && /^[\w-]+\.\w+$/.test(name) ? await readFile(new URL(name, PAGE)).catch(() => null) : null
  if (!type || !bytes) return sendJson(response, 404, { error: 'not_found' })
  const policy =
    "default-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
  response
    .writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', 'content-security-policy': policy })
    .end(bytes)
}

/** `/sandbox/...`: what contract.ts describes. */
export async function serveSandbox(
  side: PageSide,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { services, sight, acting } = side
  const { store } = services
  const refuse = (status: number, error: string) => sendJson(response, status, { error })
  const [, , what, name = ''] = url.pathname.split('/')
  if (what === 'page') return servePage(response, name)
  if (what === 'act') {
    if (request.method !== 'POST') return refuse(405, 'method_not_allowed')
    if (!request.headers['content-type']?.startsWith('application/json')) return refuse(415, 'json_only')
    const asked = readAct(parseJson((await bodyOf(request))?.toString() ?? ''))
    if (!asked || !store.people.has(asked.as)) return refuse(400, asked ? 'user_not_found' : 'invalid_act')
    return sendJson(response, 200, await acting.act({ person: asked.as }, asked))
  }
  const [first = ''] = store.people.keys()
  const person = store.people.get(url.searchParams.get('as') ?? first)
  if (!person) return refuse(400, 'user_not_found')
  const channel = sight.channels(person.id).find(({ id }) => id === url.searchParams.get('channel'))
  switch (what) {
    case 'state':
      return sendJson(response, 200, sight.state(person))
    case 'messages': {
      if (!channel) return refuse(404, 'channel_not_found')
      const messages = sight.messages(channel, person.id, url.searchParams.get('thread') ?? undefined)
      return sendJson(response, 200, { channel: sight.channel(channel, person.id), messages })
    }
    case 'files': {
      const file = store.files.get(name)
      if (!file?.bytes || !file.ready) return refuse(404, 'file_not_found')
      const headers = {
        'content-type': file.mimetype,
        'x-content-type-options': 'nosniff',
        'content-security-policy': 'sandbox',
      }
      response.writeHead(200, headers).end(file.bytes)
      return
    }
    case 'live':
      return serveLive(side, request, response, person.id)
    default:
      return refuse(404, 'not_found')
  }
}

/** Server-sent events for one person until they leave. */
function serveLive(
  { services, sight }: PageSide,
  request: IncomingMessage,
  response: ServerResponse,
  person: string,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(': here\n\n')
  const send = (event: Live) => response.write(`data: ${JSON.stringify(event)}\n\n`)
  const tell = (change: Change) => {
    for (const event of liveFor(services, sight, person, change)) send(event)
  }
  const leave = () => {
    services.store.off('change', tell)
    services.closing.removeEventListener('abort', leave)
    response.end()
  }
  services.store.on('change', tell)
  services.closing.addEventListener('abort', leave)
  request.on('close', leave)
}
