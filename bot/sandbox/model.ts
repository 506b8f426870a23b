import type { Block, SeenPerson, StateValues } from './contract.ts'
import type { Fields } from './json.ts'

/** Someone of the workspace: locale as Slack gives it (`en-US`, `zh-CN`), time zone by its IANA name. */
export interface SandboxPerson extends Omit<SeenPerson, 'isBot'> {
  /** seconds east of UTC; by the zone, unless given */
  tzOffset?: number
  /** the app's own bot user */
  isBot?: boolean
}

/** A public channel. Everyone is in it; the app too, unless `appJoined` is false. */
export interface SandboxChannel {
  id: string
  name: string
  topic: string
  appJoined?: boolean
}

export interface Channel {
  id: string
  name: string
  topic: string
  /** for a direct message with the app: whose it is */
  dmWith: string | null
  members: Set<string>
  /** by ts, in order of posting */
  messages: Map<string, Message>
  /** person -> ts of the last message read */
  read: Map<string, string>
}

export interface Message {
  channel: string
  ts: string
  thread: string | null
  user: string
  byApp: boolean
  /** shown as this name instead of the author's: Slackbot's notes about failed commands */
  username: string | null
  text: string
  blocks: Block[]
  metadata: Fields | null
  files: string[]
  edited: { user: string; ts: string } | null
  /** ts of the answers in its thread */
  replies: string[]
  reactions: Map<string, string[]>
  /** the one person who sees it, when it is ephemeral */
  to: string | null
  /** what each person picked in its inputs */
  inputs: Map<string, StateValues>
  clientId: string | null
  subtype: string | null
}

export interface View {
  id: string
  person: string
  type: 'modal' | 'home'
  callbackId: string
  privateMetadata: string
  externalId: string
  title: Fields | null
  submit: Fields | null
  close: Fields | null
  clearOnClose: boolean
  notifyOnClose: boolean
  blocks: Block[]
  hash: string
  root: string
  previous: string | null
  inputs: StateValues
  /** block_id -> what is wrong with it, shown until the next submission */
  errors: Record<string, string>
  /** what Slack shows when the app did not answer */
  trouble: string | null
}

export interface StoredFile {
  id: string
  name: string
  title: string
  alt: string
  mimetype: string
  user: string
  length: number
  bytes: Buffer | null
  created: number
  /** completed by files.completeUploadExternal; before that Slack does not know it */
  completed: boolean
  /** processed: it can be shown and used in an image block */
  ready: boolean
  /** channel -> ts of the messages that share it */
  shares: Map<string, string[]>
}

/** What happened in the workspace; `to` names the one person it concerns, null means everyone. */
export type Change =
  | { kind: 'message'; channel: string; ts: string; to: string | null }
  | { kind: 'gone'; channel: string; ts: string; to: string | null }
  | { kind: 'read'; channel: string; to: string }
  | { kind: 'channels'; to: string | null }
  | { kind: 'modal'; to: string }
  | { kind: 'home'; to: string }
  | { kind: 'refusal'; to: null }
  | { kind: 'switch'; id: string; to: null }
