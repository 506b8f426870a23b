import { randomBytes } from 'node:crypto'

/** A Slack-like id: the kind's letter and eleven more of A-Z, 0-9. */
export function newId(kind: string): string {
  return kind + randomBytes(11).toString('hex').slice(0, 10).toUpperCase()
}

/** A short random name, as Slack gives to blocks and actions without one. */
export function newName(): string {
  return randomBytes(4).toString('base64url').slice(0, 5)
}

/** Gives message timestamps `seconds.micros`, strictly increasing also when the clock stands or goes back. */
export function timestamps(now: () => number): () => string {
  let last = 0
  return () => {
    last = Math.max(last + 1, Math.floor(now()) * 1000)
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`
  }
}
