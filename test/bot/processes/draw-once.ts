import { Thread } from '../../../shop/thread.ts'

/**
 * Has a chart drawn once and shown everywhere, where it does not matter what charts show: to draw one takes 0.1 s. Gives what
 * undoes it: other tests have other work for threads.
 */
export function drawOnce(): () => void {
  const draw = Thread.prototype.do
  let drawn: Promise<unknown> | null = null
  Thread.prototype.do = function once(this: Thread<unknown, unknown>, chart: unknown) {
    drawn ??= draw.call(this, chart)
    return drawn
  }
  return () => {
    Thread.prototype.do = draw
  }
}
