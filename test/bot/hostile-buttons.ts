import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { operations } from '../../bot/commands/index.ts'
import type { Operation } from '../../bot/operation.ts'
import type { View } from '../../bot/sandbox/model.ts'
import { hostileText } from '../hostile-values.ts'
import type { HostileWorld } from './hostile-world.ts'

/** Presses a button of an operation, wherever it would stand, and gives what is wrong with what came of it. */
function pressed(
  { sandbox, world, wrongWith }: HostileWorld,
  operation: string,
  value: string,
  seen: (view: View) => void,
) {
  const { store } = sandbox
  const ana = world.person('U0ANA')
  const text = { type: 'plain_text', text: 'Press' }
  const elements = [{ type: 'button', action_id: operation, text, ...(value && { value }) }]
  const draft = { channel: 'C0GENERAL', user: store.bot.id, to: ana.id, text: 'A message' }
  // A person looks through all that stands there.
  for (const one of store.channels.get(draft.channel)?.messages.values() ?? []) store.remove(one)
  return wrongWith(async () => {
    const message = store.post({ ...draft, blocks: [{ type: 'actions', block_id: 'row', elements }] })
    const { status, error } = await ana.click(operation, { channel: draft.channel, message })
    // The answer may follow the acknowledgement.
    const answered = () => sandbox.faults.calls.some(({ method }) => /^response_url$|^views[.]/.test(method))
    for (let tries = 0; tries < 200 && !answered(); tries++) await sleep(2)
    for (const view of store.modals.get(ana.id) ?? []) seen(structuredClone(view))
    while (ana.modal) await ana.closeModal(true)
    return { status, wrong: error ?? (answered() ? null : 'no answer') }
  })
}

/** Every form that was opened by a button, by the operation that it submits to. */
export type Forms = Map<string, View>

export function testButtons(world: () => HostileWorld, forms: Forms, runs: number): void {
  const seen = (view: View) => {
    world().offer(view.blocks)
    if (view.callbackId) forms.set(view.callbackId, view)
  }

  test('every operation by a button, about what there is', async () => {
    const { subjects } = world()
    const about = ({ id }: Operation, most?: number) => {
      const known = subjects[id.split('.')[0] as keyof typeof subjects] ?? []
      return [...new Set([...known.slice(0, most), ...world().offered(id).slice(0, most), ''])]
    }
    const wrong: string[] = []
    // What a form submits to is no button. A form that did not open is asked for once more, about all there is by then.
    const buttons = operations.filter(({ id }) => !id.endsWith('_save'))
    const unopened = ({ id }: Operation) =>
      operations.some((one) => one.id === `${id}_save`) && !forms.has(`${id}_save`)
    for (const [at, operation] of [...buttons, ...buttons].entries()) {
      if (at >= buttons.length && !unopened(operation)) continue
      for (const value of about(operation, at < buttons.length ? 2 : undefined)) {
        const opened = forms.size
        const found = await pressed(world(), operation.id, value, seen)
        wrong.push(...found.map((text) => `${operation.id} ${value}: ${text}`))
        const answers = world()
          .ran()
          .map(({ answer }) => answer)
        // One that opened another form than before may open a third.
        if (answers.some((answer) => 'show' in answer || 'open' in answer) && forms.size === opened) break
      }
    }
    expect(wrong).toEqual([])
  }, 120_000)

  test('an answer that does not get through is told as a fault, and logged as the one it is', async () => {
    world().sandbox.faults.next('response_url', { kind: 'status', status: 500 })
    const wrong = await pressed(world(), 'stock.low', '', seen)
    expect(wrong).toEqual([expect.stringMatching(/^a request failed .*response_url: 500/)])
    await world().world.person('U0ANA').sees('Something went wrong', { channel: 'general' })
  })

  test('every operation by a button, about something hostile', async () => {
    const value = hostileText.map((text) => text.slice(0, 2000))
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: operations.length, maxLength: operations.length }),
        async (values) => {
          const wrong: string[] = []
          for (const [at, { id }] of operations.entries()) {
            const found = await pressed(world(), id, values[at] ?? '', seen)
            wrong.push(...found.map((text) => `${id} ${JSON.stringify(values[at])}: ${text}`))
          }
          expect(wrong).toEqual([])
        },
      ),
      { numRuns: runs, endOnFailure: true },
    )
  }, 120_000)
}
