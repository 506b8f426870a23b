import type { TravelWorld } from './world.ts'

/** What happens by itself, by the second at which it falls due on the shop's clocks (`03-08 09:34`, of 2026). */
export type Fires = Readonly<Record<string, readonly string[]>>

/** One thing of the shop on its way through the weeks: what people do about it and when, and what comes of it by itself. */
export interface Story {
  does: Readonly<Record<string, (world: TravelWorld) => Promise<unknown>>>
  fires: Fires
  /** What fires instead where nothing ran from 19 to 21 March: by itself, all that is made up for then. */
  afterOutage?: Fires
}
