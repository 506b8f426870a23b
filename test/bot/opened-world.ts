import { afterAll } from 'vitest'
import { openWorld } from '../world.ts'

/** A world of the file's own in which all that opening it began is done, and what a command is answered in it. */
export async function openedWorld() {
  const world = await openWorld()
  afterAll(() => world.close())
  await world.settled()
  const said = async (command: string, id = 'U0MEI') => (await world.person(id).command(command)).shown?.text ?? ''
  return { world, said }
}
