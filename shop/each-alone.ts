/**
 * Does something for each of several things; one that fails holds up none of the others. All failures are thrown together at
 * the end, as `what` with their number.
 */
export async function eachAlone<T>(
  things: readonly T[],
  what: string,
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = []
  for (const thing of things)
    try {
      await work(thing)
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0) throw new AggregateError(failures, `${what}: ${failures.length} failed`)
}
