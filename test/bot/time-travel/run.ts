import type { Fires, Story } from './story.ts'
import { local, on, type TravelWorld } from './world.ts'

type Instant = Temporal.Instant
const { compare } = Temporal.Instant

interface Travel {
  /** Beats, beside those at what falls due and, where nothing stands still, a second before. */
  beats: readonly Instant[]
  /** Between these nothing runs. */
  outage?: { from: Instant; to: Instant }
}

/** Lets the weeks go by, and gives what happened by itself beside what should have. */
export async function travel(world: TravelWorld, stories: readonly Story[], { beats, outage }: Travel) {
  const fires = stories.map((story) => (outage && story.afterOutage) || story.fires)
  const due = fires.flatMap((one) => Object.keys(one).map((time) => on(time)))
  const runs = (at: Instant) => !outage || compare(at, outage.from) < 0 || compare(at, outage.to) >= 0
  const acts = stories.flatMap(({ does }) => Object.entries(does).map(([time, work]) => ({ at: on(time), work })))
  // What is done at the time of a beat would be taken for what came of it.
  const free = beats.filter((beat) => !acts.some(({ at }) => at.equals(beat)))
  const justBefore = outage ? [] : due.map((at) => at.subtract({ seconds: 1 }))
  const ticks = unique([...free, ...due, ...justBefore]).filter(runs)
  const steps = [...ticks.map((at) => ({ at, work: null })), ...acts].toSorted((a, b) => compare(a.at, b.at))
  for (const { at, work } of steps) await (work ? world.act(at, () => work(world)) : world.tick(at))
  return { happened: await world.log(ticks), expected: expected(fires, ticks) }
}

const unique = (all: readonly Instant[]) => [...new Map(all.map((at) => [String(at), at])).values()].toSorted(compare)

/** Everything once, at the first beat at or after it falls due. */
const expected = (fires: readonly Fires[], ticks: readonly Instant[]): string[] =>
  fires
    .flatMap((one) => Object.entries(one))
    .flatMap(([time, what]) => {
      const tick = ticks.find((at) => compare(at, on(time)) >= 0)
      return what.map((each) => `${tick ? local(tick) : 'never'} ${each}`)
    })
    .toSorted()
