import pLimit from 'p-limit'

/** Does pieces of work, two at once: each by a connection of its own. What fails is thrown when nothing is at work any more. */
export async function twoAtOnce<T>(work: readonly (() => Promise<T>)[]): Promise<T[]> {
  const limit = pLimit(2)
  const ends = await Promise.allSettled(work.map((piece) => limit(piece)))
  return ends.map((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
}
