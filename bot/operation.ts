import type { Db } from '../db/tables/index.ts'
import type { Member } from '../shop/access/member.ts'
import type { Permission } from '../shop/access/permissions.ts'
import type { Key } from '../shop/i18n/index.ts'
import type { Jobs } from '../shop/jobs.ts'
import type { Refusal } from '../shop/result.ts'
import type { Settings } from '../shop/settings/registry.ts'
import type { PermissionUses } from '../shop/team/uses.ts'
import type { Message, Modal } from './blocks.ts'
import type { Reader } from './reader.ts'
import type { Sessions } from './session.ts'
import type { SlackClients } from './slack/clients.ts'

/** What every operation may use. */
export interface Services {
  readonly db: Db
  readonly sessions: Sessions
  readonly jobs: Jobs
  readonly slack: SlackClients
  /** Every slash command, for help. */
  readonly commands: readonly Command[]
  /** What all command names begin with ('' or e.g. 'acme-'). */
  readonly prefix: string
  /** What the audit's chain is sealed with, the newest first. */
  readonly auditKeys: readonly string[]
  /** Which permissions are used, for the review of those that are not. */
  readonly uses: PermissionUses
  /** Runs slow work after the acknowledgement; its faults are reported. */
  later(work: () => Promise<void>): void
}

/** One request of a person, authorized. */
export interface Call {
  readonly services: Services
  readonly member: Member
  readonly settings: Settings
  readonly reader: Reader
  readonly now: Temporal.Instant
  /** What follows the command word, the value of a button, or the argument of a modal. */
  readonly argument: string
  /** Fields of a submitted modal. */
  readonly fields: Readonly<Record<string, string>>
  /** The channel it came from; null from App Home. */
  readonly channel: string | null
  /** How it came, for the audit: `/refund`, `button`, `modal`. */
  readonly via: string
  /** Unique to this request: makes what it does idempotent. */
  readonly id: string
  /** Gives a further answer, within 30 minutes and 4 more times; null where Slack gave no address. */
  readonly follow: ((message: Message) => Promise<void>) | null
  /** Whether that takes the place of the first answer. */
  readonly replaces: boolean
  /** Whether it came from inside a form, which an `update` redraws. */
  readonly inForm?: boolean
}

/** What a person gets to see. */
export type Answer =
  /** `empty`: nothing was found, which a mistyped word may be the reason of. */
  | { show: Message; empty?: boolean }
  | { open: Modal }
  /** Redraws the form in which a button was pressed; what was typed stays. */
  | { update: Modal }
  /** Marks fields of the submitted modal, which keeps its input. */
  | { problems: Record<string, string> }
  | Refusal

/**
 * One thing a person can do, by command, button or modal alike; Slack's action and callback ids are its id.
 * `permission` null: open to everyone.
 */
export interface Operation {
  readonly id: string
  readonly permission: Permission | null
  /** Another permission that suffices as well. */
  readonly orPermission?: Permission
  /** The line of a help page that tells how to call it. */
  readonly usage?: Key
  /** Who is told of it by help, where anybody may do it. */
  readonly toldTo?: Permission
  /** One more such line, for who is not limited to what is their own. */
  readonly usageOfAll?: Key
  /** Only looks things up: the answer carries a Refresh button that runs it again. */
  readonly reads?: true
  /** Is about something: without an argument the help of its command is shown. */
  readonly needs?: true
  run(call: Call): Promise<Answer>
}

/**
 * A slash command: words that choose an operation, and what runs when none is given.
 * Its texts are in the catalogue: `command.NAME.about`, `command.NAME.usage`.
 */
export interface Command {
  readonly name:
    | 'stock'
    | 'order'
    | 'refund'
    | 'promo'
    | 'payments'
    | 'team'
    | 'settings'
    | 'report'
    | 'alert'
    | 'backroom'
    | 'review'
    | 'product'
    | 'support'
  readonly words: Readonly<Record<string, Operation>>
  /** Takes any other text (a SKU, an order number). Without it an unknown word is refused with the nearest one. */
  readonly otherwise?: Operation
}
