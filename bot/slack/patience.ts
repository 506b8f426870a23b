import type { Logger } from 'pino'

/** Slack gives up on a delivery that is not acknowledged within 3 s. In ms. */
const PATIENCE = 2_500

/** Waits with someone for their answer. */
export interface Patience {
  /** Whether they were told that it takes longer: the acknowledgement is spent, and the answer has to follow it. */
  readonly spent: boolean
  /** The answer is there. */
  end(): void
}

/** Has someone told, shortly before Slack gives up, that it takes longer. */
export function waitWith(tell: () => Promise<unknown>, logger: Logger): Patience {
  const patience = { spent: false, end: () => clearTimeout(timer) }
  const timer = setTimeout(() => {
    patience.spent = true
    tell().catch((error: unknown) => logger.error({ err: error }, 'a late acknowledgement failed'))
  }, PATIENCE)
  return patience
}

/** An acknowledgement that is given once: when `now` is first called, or by itself shortly before Slack gives up. */
export function acknowledging(ack: () => Promise<unknown>, logger: Logger) {
  let given: Promise<unknown> | null = null
  const now = () => {
    given ??= ack()
    return given
  }
  const { end } = waitWith(now, logger)
  return { now, end }
}
