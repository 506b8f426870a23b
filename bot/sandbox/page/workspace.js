import { wordsFor } from './words.js'

/** @import { Act, Live, Messages, Outcome, Problem, State } from '../contract.ts' */
/** @typedef {Live['kind'] | 'connection' | 'loaded'} Kind */

/** @returns {Outcome} */
const unsent = () => ({
  ok: false,
  status: null,
  error: 'unsent',
  shown: null,
  modal: null,
  errors: {},
  options: [],
  ms: 0,
})

/**
 * The workspace as one person sees it, kept up to date by the server's events.
 * With each new connection everything is loaded anew, since events may have been missed before it.
 */
export class Workspace {
  /** By kind; `on` sees to it that each takes events of its kind. @type {Map<Kind, Set<(event: never) => void>>} */
  #listeners = new Map()
  /** Inputs that are being told to the server; what follows waits, so that the app gets their values with it. */
  #keeping = Promise.resolve()
  /** @type {EventSource | null} */
  #source = null
  #closed = false
  connected = false

  /** @param {State} state */
  constructor(state) {
    this.state = state
    this.words = wordsFor(state.me.locale)
  }

  /**
   * Loads the workspace; as its first person where `as` is unknown there.
   * @param {string | null} as
   */
  static async open(as) {
    const known = as ? await fetch(`/sandbox/state?as=${encodeURIComponent(as)}`) : null
    const answer = known && known.status !== 400 ? known : await fetch('/sandbox/state')
    const ws = new Workspace(await json(answer))
    await new Promise((connected) => {
      ws.on('connection', connected)
      ws.#connect()
    })
    return ws
  }

  get me() {
    return this.state.me
  }

  get channels() {
    return this.state.channels
  }

  /** @param {string} id */
  person(id) {
    return this.state.people.find((person) => person.id === id)
  }

  /** @param {string} id */
  channel(id) {
    return this.state.channels.find((channel) => channel.id === id)
  }

  get bot() {
    return this.state.people.find(({ isBot }) => isBot)
  }

  /**
   * The address of a place in this workspace, as this person.
   * @param {{ at: string, thread?: string | null, as?: string }} place
   */
  address({ at, thread, as = this.me.id }) {
    return `#${at}?${new URLSearchParams({ as, ...(thread && { thread }) })}`
  }

  /**
   * A channel's messages, or those of a thread in it.
   * @param {string} channel
   * @param {string | null} thread
   * @returns {Promise<Messages>}
   */
  async messages(channel, thread) {
    const query = new URLSearchParams({ as: this.me.id, channel, ...(thread && { thread }) })
    return json(await fetch(`/sandbox/messages?${query}`))
  }

  /**
   * Does something as this person. A server that cannot be reached, or that fails, is an outcome with an error too.
   * @param {Act} act
   * @returns {Promise<Outcome>}
   */
  async act(act) {
    await this.#keeping
    return this.#send(act)
  }

  /**
   * Tells the server what stands in an input that sends nothing by itself.
   * @param {Act} act
   */
  keep(act) {
    const sent = this.#send(act)
    this.#keeping = Promise.all([this.#keeping, sent]).then(() => {})
    return sent
  }

  /**
   * @param {Act} act
   * @returns {Promise<Outcome>}
   */
  async #send(act) {
    try {
      const body = JSON.stringify({ ...act, as: this.me.id })
      return await json(
        await fetch('/sandbox/act', { method: 'POST', headers: { 'content-type': 'application/json' }, body }),
      )
    } catch (fault) {
      return fault instanceof Refused ? { ...unsent(), error: fault.message } : unsent()
    }
  }

  /**
   * Calls back at each event of a kind until the signal ends it.
   * @template {Kind} K
   * @param {K} kind
   * @param {(event: K extends Live['kind'] ? Extract<Live, { kind: K }> : undefined) => void} listener
   * @param {AbortSignal} [until]
   */
  on(kind, listener, until) {
    const listeners = this.#listeners.get(kind) ?? new Set()
    this.#listeners.set(kind, listeners.add(listener))
    until?.addEventListener('abort', () => listeners.delete(listener))
  }

  close() {
    this.#closed = true
    this.#source?.close()
  }

  /**
   * @param {Kind} kind
   * @param {Live} [event]
   */
  #tell(kind, event) {
    const listeners = /** @type {Set<(event?: Live) => void>} */ (this.#listeners.get(kind) ?? new Set())
    for (const listener of [...listeners]) listener(event)
  }

  #connect() {
    if (this.#closed) return
    const source = new EventSource(`/sandbox/live?as=${encodeURIComponent(this.me.id)}`)
    this.#source = source
    source.onmessage = ({ data }) => this.#take(JSON.parse(data))
    source.onopen = () => void this.#restored()
    source.onerror = () => {
      source.close()
      this.#setConnected(false)
      setTimeout(() => this.#connect(), 1000)
    }
  }

  async #restored() {
    if (this.connected) return
    if (await this.#load()) this.#setConnected(true)
    else this.#source?.dispatchEvent(new Event('error'))
  }

  /** @param {boolean} connected */
  #setConnected(connected) {
    if (this.connected === connected || this.#closed) return
    this.connected = connected
    this.#tell('connection')
  }

  async #load() {
    const answer = await fetch(`/sandbox/state?as=${encodeURIComponent(this.me.id)}`).catch(() => null)
    if (answer?.ok) {
      this.state = await answer.json()
      this.#tell('loaded')
    }
    return answer?.ok ?? false
  }

  /** @param {Live} event */
  #take(event) {
    const { state } = this
    if (event.kind === 'channels') return void this.#load()
    if (event.kind === 'modal') state.modal = event.view
    if (event.kind === 'home') state.home = event.view
    if (event.kind === 'refusal') state.refusals.push(event.refusal)
    if (event.kind === 'switch') for (const one of state.switches) if (one.id === event.id) one.on = event.on
    if (event.kind === 'unread')
      for (const one of state.channels) if (one.id === event.channel) one.unread = event.unread
    this.#tell(event.kind, event)
  }
}

/** What the server refused, with its error code as the message. */
export class Refused extends Error {}

/** @param {Response} answer */
async function json(answer) {
  if (answer.ok) return answer.json()
  const problem = /** @type {Problem} */ (await answer.json().catch(() => ({ error: `status ${answer.status}` })))
  throw new Refused(problem.error)
}
