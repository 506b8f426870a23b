import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { brokenInvariants } from '../shop/invariants.ts'
import { type Forms, testButtons } from './hostile-buttons.ts'
import { testCommands } from './hostile-commands.ts'
import { testFiles } from './hostile-files.ts'
import { testForms } from './hostile-forms.ts'
import { testSaid } from './hostile-said.ts'
import { testStorefront } from './hostile-storefront.ts'
import { type HostileWorld, openHostile } from './hostile-world.ts'

let world: HostileWorld
beforeAll(async () => {
  world = await openHostile()
})
afterAll(() => world.close())

/** `HOSTILE_RUNS=200` looks further than every run does. */
const RUNS = Number(process.env.HOSTILE_RUNS ?? 0)
const forms: Forms = new Map()

// First: people and what there is have to be as the scene left them, for every answer and form.
describe('files', () => testFiles(() => world, RUNS || 15))
describe('buttons', () => testButtons(() => world, forms, Math.ceil(RUNS / 20) || 1))
describe('forms', () => testForms(() => world, forms, RUNS || 3))
describe('commands', () => testCommands(() => world, RUNS || 6))
describe('what Slack tells', () => testSaid(() => world, RUNS || 20))
describe('what storefronts send', () => testStorefront(() => world, RUNS || 10))

test('after all of it the records are sound', async () => {
  await world.settled()
  expect(await world.wrongWith(async () => ({ status: 200, done: true }))).toEqual([])
  expect(await brokenInvariants(world.db)).toEqual([])
})
