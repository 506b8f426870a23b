import { openWorld } from '../world.ts'

export type PaymentsWorld = Awaited<ReturnType<typeof openPayments>>

/** A world, and short ways to read what a manager is told. */
export async function openPayments() {
  const world = await openWorld()
  return {
    ...world,
    said: async (command: string, id = 'U0MEI') => (await world.person(id).command(command)).shown?.text ?? '',
    mei: () => world.person('U0MEI'),
  }
}
