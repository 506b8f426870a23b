import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Deliver, Delivery, Kind } from './deliver.ts'
import { fieldsOf, stringOf } from './json.ts'

const ENVELOPE: Record<Kind, string> = { command: 'slash_commands', interaction: 'interactive', event: 'events_api' }

/** How many connections one app may hold. */
export const MOST_CONNECTIONS = 10

/** How often the app hears that the connection lives, in ms; it gives up after 30 s of silence. */
const PING_EVERY = 10_000

/** The Socket Mode side: connections of the app, and envelopes over any one of them. */
export class Sockets {
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #tickets = new Set<string>()
  readonly #open: WebSocket[] = []
  readonly #waiting = new Map<string, (payload: unknown) => void>()
  readonly #appId: string
  readonly #within: number
  #turn = 0
  #connectedOnce = false

  constructor(appId: string, within: number) {
    this.#appId = appId
    this.#within = within
  }

  /** Once an app has connected, everything goes over sockets: Slack does one or the other. */
  get inUse(): boolean {
    return this.#connectedOnce
  }

  get connections(): number {
    return this.#open.length
  }

  /** What apps.connections.open answers: an address good for one connection; null where there are too many. */
  ticket(publicUrl: string): string | null {
    if (this.#open.length >= MOST_CONNECTIONS) return null
    const ticket = randomUUID()
    this.#tickets.add(ticket)
    return `${publicUrl.replace(/^http/, 'ws')}/link/?ticket=${ticket}`
  }

  /** Takes an upgrade request to the address of a ticket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://sandbox').searchParams.get('ticket') ?? ''
    if (!this.#tickets.delete(ticket)) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    this.#server.handleUpgrade(request, socket, head, (link) => this.#connected(link))
  }

  #connected(link: WebSocket): void {
    this.#open.push(link)
    this.#connectedOnce = true
    const info = { host: 'sandbox', build_number: 1, approximate_connection_time: 3600 }
    const hello = { num_connections: this.#open.length, debug_info: info, connection_info: { app_id: this.#appId } }
    link.send(JSON.stringify({ type: 'hello', ...hello }))
    const beat = setInterval(() => link.ping(), PING_EVERY).unref()
    link.on('close', () => {
      clearInterval(beat)
      this.#open.splice(this.#open.indexOf(link), 1)
    })
    link.on('error', () => link.terminate())
    link.on('message', (data) => {
      const { envelope_id, payload } = fieldsOf(JSON.parse(data.toString()))
      this.#waiting.get(stringOf(envelope_id))?.(payload)
    })
  }

  /** Asks the app to connect anew, as Slack does from time to time. */
  refresh(reason: 'warning' | 'refresh_requested' = 'refresh_requested'): void {
    for (const link of [...this.#open]) {
      link.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }))
      if (reason === 'refresh_requested') link.close()
    }
  }

  /** Sends an envelope over the next connection and waits for its acknowledgement. */
  readonly deliver: Deliver = async (kind, payload, { retry, twice } = {}) => {
    const send = () => this.#send(kind, payload, retry)
    const [first] = await Promise.all(twice ? [send(), send()] : [send()])
    return first
  }

  #send(kind: Kind, payload: object, retry?: { num: number; reason: string }): Promise<Delivery> {
    const started = performance.now()
    const envelope_id = randomUUID()
    const again = kind === 'event' && { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' }
    const rest = { type: ENVELOPE[kind], accepts_response_payload: kind !== 'event', ...again }
    const link = this.#open[this.#turn++ % this.#open.length]
    return new Promise((resolve) => {
      const done = (answer: Pick<Delivery, 'status' | 'body' | 'error'>) => {
        clearTimeout(timer)
        this.#waiting.delete(envelope_id)
        resolve({ ...answer, ms: Math.round(performance.now() - started), noRetry: false })
      }
      const late = () => done({ status: null, body: '', error: 'operation_timeout' })
      const timer = setTimeout(late, this.#within)
      const body = (answer: unknown) =>
        answer === undefined ? '' : typeof answer === 'string' ? answer : JSON.stringify(answer)
      this.#waiting.set(envelope_id, (answer) => done({ status: 200, body: body(answer), error: null }))
      if (!link) return done({ status: null, body: '', error: 'dispatch_failed' })
      link.send(JSON.stringify({ envelope_id, payload, ...rest }))
    })
  }

  close(): void {
    for (const link of this.#open) link.terminate()
    this.#server.close()
  }
}
