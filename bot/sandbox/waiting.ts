import { setTimeout as pause } from 'node:timers/promises'

/** Waits so many ms without keeping the program alive; false when the sandbox closes before. */
export function elapsed(ms: number, closing: AbortSignal): Promise<boolean> {
  return pause(ms, true, { ref: false, signal: closing }).catch(() => false)
}
