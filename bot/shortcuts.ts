import { ofMessage } from './commands/refund-of-message.ts'
import type { Operation } from './operation.ts'

/** What a person can do with any message, from its menu; Slack's callback id is the operation's. */
interface MessageShortcut {
  operation: Operation
  /** In the catalogue: `shortcut.NAME` in its menu, of at most 24 characters, and `shortcut.NAME.about`. */
  name: 'refund_order'
}

/** Every shortcut. The operation gets all the text of the message. */
export const messageShortcuts: readonly MessageShortcut[] = [{ operation: ofMessage, name: 'refund_order' }]
