import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { operations } from '../../bot/commands/index.ts'
import type { StateEntry, StateValues } from '../../bot/sandbox/contract.ts'
import { elementsOf, type Placed } from '../../bot/sandbox/inputs.ts'
import { checkView } from '../../bot/sandbox/limits/views.ts'
import type { View } from '../../bot/sandbox/model.ts'
import { slackView } from '../../bot/sandbox/payloads.ts'
import { hostileText, hostileValue, spoilt } from '../hostile-values.ts'
import type { Forms } from './hostile-buttons.ts'
import type { HostileWorld } from './hostile-world.ts'

/** What an input of a type holds once this was put into it. */
function entry(type: string, value: string): StateEntry {
  const option = { text: { type: 'plain_text', text: 'One' }, value }
  if (/^multi_|^checkboxes/.test(type)) return { type, selected_options: [option] }
  if (/select$|^radio/.test(type) && !/^(users|channels)/.test(type)) return { type, selected_option: option }
  const key = { users_select: 'selected_user', channels_select: 'selected_channel', datepicker: 'selected_date' }[type]
  if (key) return { type, [key]: value }
  if (type === 'timepicker') return { type, selected_time: value }
  return type === 'file_input' ? { type, files: [{ id: value }] } : { type, value }
}

/** What a person may put into an input, where nothing is in it. */
function plausible({ type, element }: Placed): StateEntry | null {
  const options = element.options as { value: string }[] | undefined
  if (options) return options[0] ? entry(type, options[0].value) : null
  const some: Record<string, string> = {
    ...{ plain_text_input: 'Some words', number_input: '1', users_select: 'U0SAM', channels_select: 'C0GENERAL' },
    ...{ datepicker: '2027-03-31', timepicker: '10:00' },
  }
  return some[type] ? entry(type, some[type]) : null
}

/** What is submitted: the form's state, and what it carries. */
interface Submitted {
  values: unknown
  carried: string
}

/** A form with something hostile in one of its fields or all, without fields, with wrong ones, or carrying something else. */
function spoiltForm(view: View): fc.Arbitrary<Submitted> {
  const inputs = elementsOf(view.blocks).filter(({ block }) => block.type === 'input')
  const filled: StateValues = {}
  for (const placed of inputs) {
    const { blockId, actionId } = placed
    const holds = view.inputs[blockId]?.[actionId] ?? plausible(placed)
    if (holds) filled[blockId] = { [actionId]: holds }
  }
  const carried = view.privateMetadata
  const put = (at: number, text: string): StateValues => {
    const { blockId, actionId, type } = inputs[at % inputs.length] as Placed
    return { ...filled, [blockId]: { [actionId]: entry(type, text) } }
  }
  const one = fc.tuple(fc.nat(99), hostileText).map(([at, text]) => ({ values: put(at, text), carried }))
  const all = fc.array(hostileText, { minLength: inputs.length, maxLength: inputs.length }).map((texts) => ({
    values: Object.assign(
      {},
      ...texts.map(
        (text, at) =>
          [put(at, text)].map((state) => ({ [inputs[at]?.blockId ?? '']: state[inputs[at]?.blockId ?? ''] }))[0],
      ),
    ),
    carried,
  }))
  const state = fc.oneof(spoilt(filled), fc.constant({}), hostileValue).map((values) => ({ values, carried }))
  const argument = fc.oneof(hostileText, fc.constantFrom('1', '[]', '["1","2"]', '[null,"x",null,""]'))
  const other = fc
    .oneof(
      hostileText,
      argument.map((text) => JSON.stringify({ argument: text, channel: 'C0GENERAL' })),
      spoilt(JSON.parse(carried)).map((value) => JSON.stringify(value) ?? ''),
    )
    .map((text) => ({ values: filled, carried: text }))
  return inputs.length > 0 ? fc.oneof({ arbitrary: one, weight: 4 }, all, state, other) : fc.oneof(state, other)
}

/** Submits a form as it stands, and gives what is wrong with what came of it. */
async function submitted(
  { sandbox, look, wrongWith }: HostileWorld,
  view: View,
  { values, carried }: Submitted,
  id: string,
) {
  const { store, faults, deliver } = sandbox
  const shown = slackView(store, { ...view, privateMetadata: carried })
  const user = { id: 'U0ANA', username: 'ana', team_id: store.team.id }
  const payload = { type: 'view_submission', user, team: store.team, api_app_id: store.app.id, trigger_id: id }
  return wrongWith(async () => {
    const { status, body } = await deliver('interaction', { ...payload, view: { ...shown, state: { values } } })
    const answer = (body && status === 200 ? JSON.parse(body) : {}) as {
      response_action?: string
      view?: View
      errors?: Record<string, string>
    }
    // What was done is told after the acknowledgement.
    const told = () => faults.calls.some(({ method }) => method.startsWith('chat.post'))
    for (let tries = 0; answer.response_action === 'clear' && tries < 200 && !told(); tries++) await sleep(2)
    const unmarked = Object.keys(answer.errors ?? {}).filter(
      (block) => !view.blocks.some((one) => one.type === 'input' && one.block_id === block),
    )
    const checked = answer.view ? checkView(store, answer.view, 'modal') : null
    if (answer.view) look('', answer.view.blocks)
    const wrong =
      checked && 'error' in checked ? JSON.stringify(checked) : unmarked.length > 0 ? `no field ${unmarked}` : null
    return { status, wrong }
  }, [200, 400])
}

export function testForms(world: () => HostileWorld, forms: Forms, runs: number): void {
  test('every form was opened', () => {
    const submits = operations.map(({ id }) => id).filter((id) => /_save$/.test(id))
    expect(submits.filter((id) => !forms.has(id))).toEqual([])
  })

  test('every form, whatever stands in it', async () => {
    let count = 0
    for (const [id, view] of forms)
      await fc.assert(
        fc.asyncProperty(spoiltForm(view), async (what) => {
          expect(await submitted(world(), view, what, `${id} ${++count}`), id).toEqual([])
        }),
        { numRuns: runs, endOnFailure: true },
      )
  }, 120_000)
}
