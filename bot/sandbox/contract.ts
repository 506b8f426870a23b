/** What the sandbox's page and its server say to each other: JSON under `/sandbox/`, on 127.0.0.1 only. */

export interface Block {
  type: string
  block_id?: string
  [key: string]: unknown
}

export type InputValue = string | string[] | null
export type StateEntry = { type: string; [key: string]: unknown }
export type StateValues = Record<string, Record<string, StateEntry>>

export interface SeenPerson {
  id: string
  name: string
  realName: string
  title: string
  locale: string
  tz: string
  isBot: boolean
}

export interface SeenChannel {
  id: string
  name: string
  topic: string
  kind: 'channel' | 'dm'
  unread: number
}

export interface SeenFile {
  id: string
  name: string
  title: string
  mimetype: string
  size: number
  alt: string
  ready: boolean
  url: string
}

export interface SeenMessage {
  channel: string
  ts: string
  thread: string | null
  author: { id: string; name: string; isApp: boolean }
  text: string
  mrkdwn: string
  buttons: string[]
  blocks: Block[]
  state: StateValues
  ephemeral: boolean
  edited: boolean
  files: SeenFile[]
  reactions: { name: string; users: string[] }[]
  replies: number
  pings: string[]
}

export interface SeenField {
  label: string
  value: string
  error: string | null
}

export interface SeenView {
  id: string
  type: 'modal' | 'home'
  title: string
  submit: string | null
  close: string | null
  text: string
  buttons: string[]
  fields: SeenField[]
  blocks: Block[]
  state: StateValues
  errors: Record<string, string>
  trouble: string | null
  depth: number
}

export interface Refusal {
  at: number
  what: string
  error: string
  details: string[]
}

export interface SeenCommand {
  command: string
  description: string
  usageHint: string
}

export interface SeenShortcut {
  callbackId: string
  name: string
  type: 'message' | 'global'
}

export interface SeenSwitch {
  id: string
  label: string
  on: boolean
}

/** GET /sandbox/state?as=U1; without `as` the first person's */
export interface State {
  me: SeenPerson
  people: SeenPerson[]
  channels: SeenChannel[]
  commands: SeenCommand[]
  shortcuts: SeenShortcut[]
  switches: SeenSwitch[]
  /** whether the page can play a customer, by `/storefront/` */
  storefront: boolean
  modal: SeenView | null
  home: SeenView | null
  refusals: Refusal[]
}

/** GET /sandbox/messages?as=U1&channel=C1[&thread=TS]; oldest first, replies only with `thread` (its parent first) */
export interface Messages {
  channel: SeenChannel
  messages: SeenMessage[]
}

export type Surface = { in: 'message'; channel: string; ts: string } | { in: 'modal' } | { in: 'home' }

export type Act =
  | { do: 'command'; text: string; channel: string; thread?: string }
  | { do: 'say'; text: string; channel: string; thread?: string }
  | { do: 'use'; on: Surface; blockId: string; actionId: string; value: InputValue }
  | { do: 'attach'; on: Surface; blockId: string; actionId: string; name: string; mimetype: string; base64: string }
  | { do: 'suggest'; on: Surface; blockId: string; actionId: string; query: string }
  | { do: 'submit'; values?: Record<string, Record<string, InputValue>> }
  | { do: 'close'; all?: boolean }
  | { do: 'upload'; name: string; mimetype: string; base64: string; channel: string; thread?: string; text?: string }
  | { do: 'shortcut'; callbackId: string; message?: { channel: string; ts: string } }
  | { do: 'home' }
  | { do: 'read'; channel: string }
  | { do: 'react'; channel: string; ts: string; name: string }
  | { do: 'dismiss'; channel: string; ts: string }
  | { do: 'switch'; id: string; on: boolean }

/** POST /sandbox/act, content-type application/json */
export type ActRequest = Act & { as: string }

export interface Outcome {
  ok: boolean
  status: number | null
  error: string | null
  shown: SeenMessage | null
  modal: SeenView | null
  errors: Record<string, string>
  options: { label: string; value: string; group: string | null }[]
  ms: number
}

/** GET /sandbox/live?as=U1: server-sent events, `data:` holds one of these */
export type Live =
  | { kind: 'message'; message: SeenMessage }
  | { kind: 'gone'; channel: string; ts: string }
  | { kind: 'unread'; channel: string; unread: number }
  | { kind: 'channels' }
  | { kind: 'modal'; view: SeenView | null }
  | { kind: 'home'; view: SeenView }
  | { kind: 'refusal'; refusal: Refusal }
  | { kind: 'switch'; id: string; on: boolean }

/** GET /sandbox/files/F1?as=U1 gives the bytes. Any refused request: status 4xx with this body. */
export interface Problem {
  error: string
}
