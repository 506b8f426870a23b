/** How many calls of a method's tier Slack takes in a minute; the allowance may be used in one burst. */
const TIERS = { 1: 1, 2: 20, 3: 50, 4: 100 } as const

export type Tier = keyof typeof TIERS

/** Posts to one channel: one a second, after a short burst. */
const POSTS = { perMinute: 60, burst: 10 }

/** Counts calls as Slack does, so that what comes too often is answered 429 with Retry-After. */
export class Rates {
  /** Off, nothing is ever too often. */
  on: boolean
  readonly #now: () => number
  readonly #buckets = new Map<string, { left: number; at: number }>()

  constructor(on: boolean, now: () => number) {
    this.on = on
    this.#now = now
  }

  /** Seconds to wait before this call would be taken; 0 takes it. */
  wait(method: string, tier: Tier, channel: string | null): number {
    if (!this.on) return 0
    return channel
      ? this.#take(`post ${channel}`, POSTS.perMinute, POSTS.burst)
      : this.#take(method, TIERS[tier], TIERS[tier])
  }

  #take(name: string, perMinute: number, burst: number): number {
    const now = this.#now()
    const bucket = this.#buckets.get(name) ?? { left: burst, at: now }
    const left = Math.min(burst, bucket.left + ((now - bucket.at) / 60_000) * perMinute)
    this.#buckets.set(name, { left: left >= 1 ? left - 1 : left, at: now })
    return left >= 1 ? 0 : Math.ceil(((1 - left) * 60) / perMinute)
  }
}
