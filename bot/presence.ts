import type { SlackClients } from './slack/clients.ts'

/** How long, in ms, what Slack said of somebody counts. */
const KNOWN_FOR = 60_000

/** Whether people are active in Slack, as it said within the last minute. Somebody whom it says nothing of is away. */
export class Presence {
  readonly #slack: SlackClients
  readonly #known = new Map<string, { active: boolean; at: number }>()

  constructor(slack: SlackClients) {
    this.#slack = slack
  }

  async isActive(user: string, now: Temporal.Instant): Promise<boolean> {
    const known = this.#known.get(user)
    if (known && now.epochMilliseconds - known.at < KNOWN_FOR) return known.active
    const { presence } = await this.#slack.posts.users.getPresence({ user })
    const active = presence === 'active'
    this.#known.set(user, { active, at: now.epochMilliseconds })
    return active
  }
}
