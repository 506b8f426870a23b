import { plannersOf } from '../../bot/planners.ts'
import { openWorld } from '../world.ts'

export type TeamWorld = Awaited<ReturnType<typeof openTeam>>

/** A world, and short ways to read what the administrator is told and to have planners run. */
export async function openTeam() {
  const world = await openWorld()
  return {
    ...world,
    said: async (command: string, id = 'U0ANA') => (await world.person(id).command(command)).shown?.text ?? '',
    async wake(...names: string[]): Promise<void> {
      for (const planner of plannersOf(world.program.services))
        if (names.includes(planner.name)) await planner.run(world.now())
      await world.settled()
    },
  }
}
