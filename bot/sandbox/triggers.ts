import { randomBytes } from 'node:crypto'

/** Why a trigger_id cannot open a view, in Slack's words. */
export type TriggerError = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id'

/** How long a trigger_id may be exchanged for a view, in ms. */
export const TRIGGER_LIFE = 3000

/** The trigger_ids handed out with commands and interactions: each opens one view, within three seconds. */
export class Triggers {
  readonly #issued = new Map<string, { person: string; expires: number; used: boolean }>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  issue(person: string): string {
    const now = this.#now()
    for (const [id, trigger] of this.#issued) {
      if (trigger.expires + 60_000 > now) break
      this.#issued.delete(id)
    }
    const id = `${Math.floor(now)}.${this.#issued.size}.${randomBytes(16).toString('hex')}`
    this.#issued.set(id, { person, expires: now + TRIGGER_LIFE, used: false })
    return id
  }

  /** Whose trigger it is; from then on it is used up. */
  take(id: string): { person: string } | { error: TriggerError } {
    const trigger = this.#issued.get(id)
    if (!trigger) return { error: 'invalid_trigger_id' }
    if (trigger.used) return { error: 'exchanged_trigger_id' }
    if (trigger.expires < this.#now()) return { error: 'expired_trigger_id' }
    trigger.used = true
    return { person: trigger.person }
  }
}
