import { expect } from 'vitest'
import { commands, operations } from '../../../bot/commands/index.ts'
import { callbackKinds } from '../../../shop/callbacks/registry.ts'
import { eventKinds } from '../../../shop/intake/registry.ts'
import type { Day } from './day.ts'

/** What a good day has no use for. */
const unused: Record<string, string> = {
  'backroom.redrive': 'the storefront takes every callback; one is given up after 27 hours',
  'backroom.skip': 'the same',
}

/** Every operation was done by somebody, every kind of event told, every kind of callback received. */
export async function allIsUsed({ backroom, told, storefront }: Day): Promise<void> {
  const done = new Set(await backroom.operationsDone())
  const missing = operations.map(({ id }) => id).filter((id) => !done.has(id))
  expect(missing.toSorted()).toEqual(Object.keys(unused).toSorted())
  expect(commands.filter(({ name }) => ![...done].some((id) => id.startsWith(`${name}.`)))).toEqual([])
  expect([...told].toSorted()).toEqual(eventKinds.map(({ type }) => type).toSorted())
  expect([...new Set(storefront.types())].toSorted()).toEqual(callbackKinds.map(({ type }) => type).toSorted())
}
