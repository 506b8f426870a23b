import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Access, type ApiAnswer, callApi, readArguments } from '../api/dispatch.ts'
import type { Fault, Faults } from '../faults.ts'
import { type Fields, isFields, parseJson, stringOf } from '../json.ts'
import type { Services } from '../services.ts'
import type { Sockets } from '../socket.ts'
import { elapsed } from '../waiting.ts'
import { bodyOf, sendJson, sendText } from './wire.ts'

/** What the app talks to: the Web API, its response_urls, and the files' addresses. */
export interface AppSide {
  services: Services
  access: Access
  appToken: string | null
  sockets: Sockets
  faults: Faults
}

/** Does the work unless a fault stands in the way, and records the call. */
async function faulty(
  side: AppSide,
  response: ServerResponse,
  method: string,
  args: Fields,
  work: () => Promise<ApiAnswer>,
) {
  const fault = side.faults.take(method)
  const answer = fault && fault.kind !== 'lost' ? await misbehave(fault, side.services.closing) : await work()
  const result = answer?.body ?? {}
  side.faults.record({ at: side.services.store.now(), method, args, status: answer?.status ?? 0, result })
  if (!answer || fault?.kind === 'lost') response.destroy()
  else sendJson(response, answer.status, answer.body, answer.headers)
}

/** The answer of a misbehaving Web API; null when the connection just ends. */
async function misbehave(fault: Exclude<Fault, { kind: 'lost' }>, closing: AbortSignal): Promise<ApiAnswer | null> {
  const refuse = (status: number, error: string, headers = {}) => ({ status, headers, body: { ok: false, error } })
  switch (fault.kind) {
    case 'ratelimited':
      return refuse(429, 'ratelimited', { 'retry-after': String(fault.retryAfter ?? 1) })
    case 'status':
      return refuse(fault.status, 'internal_error')
    case 'error':
      return refuse(200, fault.error)
    case 'hang':
      await elapsed(fault.ms ?? 60_000, closing)
      return null
    case 'drop':
      return null
  }
}

/** `/api/METHOD` */
export async function serveApi(
  side: AppSide,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const method = url.pathname.slice('/api/'.length)
  const body = (await bodyOf(request))?.toString() ?? ''
  const type = request.headers['content-type'] ?? ''
  const args = request.method === 'GET' ? readArguments('', url.search) : readArguments(type, body)
  if (!args) return sendJson(response, 200, { ok: false, error: 'invalid_json' })
  const { token: given, ...rest } = args
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? stringOf(given)
  const work = () =>
    method === 'apps.connections.open'
      ? openConnection(side, token)
      : callApi(side.services, side.access, method, token, rest)
  return faulty(side, response, method, rest, work)
}

async function openConnection({ services, appToken, sockets }: AppSide, token: string): Promise<ApiAnswer> {
  const refuse = (error: string) => ({ status: 200, headers: {}, body: { ok: false, error } })
  if (!token) return refuse('not_authed')
  if (!appToken || token !== appToken)
    return refuse(token.startsWith('xapp-') ? 'invalid_auth' : 'not_allowed_token_type')
  const url = sockets.ticket(services.store.publicUrl)
  return url ? { status: 200, headers: {}, body: { ok: true, url } } : refuse('too_many_websockets')
}

/** `/response/TOKEN` */
export async function serveResponse(
  side: AppSide,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const text = (await bodyOf(request))?.toString() ?? ''
  const fields = parseJson(new URLSearchParams(text).get('payload') ?? text)
  if (!isFields(fields)) return sendText(response, 400, 'invalid_payload')
  const fault = side.faults.take('response_url')
  const failed = fault && fault.kind !== 'lost' ? await misbehave(fault, side.services.closing) : undefined
  const used =
    failed === undefined ? side.services.responses.use(url.pathname.slice('/response/'.length), fields) : null
  const status = used?.status ?? failed?.status ?? 0
  side.faults.record({
    at: side.services.store.now(),
    method: 'response_url',
    args: fields,
    status,
    result: { body: used?.body },
  })
  if (fault?.kind === 'lost' || status === 0) response.destroy()
  else sendText(response, status, used?.body ?? 'error')
}

/** `POST /files/upload/ID` takes an announced file's bytes; `GET /files/ID` gives them to the app. */
export async function serveFile(
  side: AppSide,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { store } = side.services
  const file = store.files.get(url.pathname.split('/').at(-1) ?? '')
  if (request.method === 'POST') {
    const bytes = await uploaded(request)
    if (!file || file.completed || !bytes) return sendText(response, 404, 'no such upload')
    if (bytes.length !== file.length)
      return sendText(response, 400, `expected ${file.length} bytes, got ${bytes.length}`)
    file.bytes = bytes
    return sendText(response, 200, `OK - ${bytes.length}`)
  }
  if (request.headers.authorization !== `Bearer ${side.access.botToken}`) return sendText(response, 403, 'not allowed')
  if (!file?.bytes || !file.ready) return sendText(response, 404, 'no such file')
  response.writeHead(200, { 'content-type': file.mimetype }).end(file.bytes)
}

async function uploaded(request: IncomingMessage): Promise<Buffer | undefined> {
  const bytes = await bodyOf(request)
  const type = request.headers['content-type'] ?? ''
  if (!bytes || !type.startsWith('multipart/form-data')) return bytes
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  const [part] = [...form.values()].filter((value) => typeof value !== 'string')
  return part && Buffer.from(await part.arrayBuffer())
}
