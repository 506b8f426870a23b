import { medianOf } from '../../../analytics/median.ts'

export interface Side {
  /** Brings about what is measured, each time anew; not measured. */
  prepare?(): Promise<unknown>
  run(): Promise<unknown>
}

async function milliseconds({ prepare, run }: Side): Promise<number> {
  await prepare?.()
  const begun = performance.now()
  await run()
  return performance.now() - begun
}

const shown = (ms: number) => (ms < 10 ? ms.toFixed(2) : ms.toFixed(0))

/**
 * Runs project and peer in turns, so that what else the machine does is shared, and prints the medians and the median of
 * the ratios of pairs. `target`: how many times faster than the peer the project is to be.
 */
export async function compare(
  figure: string,
  project: Side,
  peer: Side,
  { target, rounds = 7 }: { target: number; rounds?: number },
): Promise<void> {
  // Once each unmeasured: both have their plans and pages then.
  if (rounds > 1) for (const side of [project, peer]) await milliseconds(side)
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await milliseconds(project))
    theirs.push(await milliseconds(peer))
  }
  const ratio = medianOf(theirs.map((one, at) => one / (ours[at] ?? Number.NaN)))
  const times = `${shown(medianOf(ours)).padStart(8)} ms ${shown(medianOf(theirs)).padStart(8)} ms`
  console.log(
    `${figure.padEnd(62)} ${times} ${ratio.toFixed(2).padStart(9)}x   (${Number(target.toFixed(2))}x) ${ratio >= target ? 'met' : 'missed'}`,
  )
}
