import type { Block, InputValue } from './contract.ts'
import { elementsOf, optionsOf, type Placed } from './inputs.ts'
import { stringOf, textOf } from './json.ts'
import type { Store } from './store.ts'

/** What a test hands over to fill an input: the words a person sees, or the ids behind them. */
export type Filling = string | number | string[] | null

/** What an element may be called by: the words on it, beside it, or its ids. */
function namesOf({ block, blockId, actionId, element, type }: Placed): string[] {
  const beside =
    type === 'button' ? [textOf(element)] : [textOf(block.label), textOf(element.placeholder), textOf(block.text)]
  return [...beside, actionId, blockId].filter(Boolean)
}

const same = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase()

/** The element that a label, placeholder, action_id or block_id names. */
export function findElement(blocks: Block[], name: string): Placed | undefined {
  const all = elementsOf(blocks)
  return (
    all.find((placed) => placed.actionId === name) ??
    all.find((placed) => namesOf(placed).some((known) => same(known, name)))
  )
}

/** What a click on these words does: press a button, or pick from a menu. */
export function findClick(blocks: Block[], name: string): { placed: Placed; value: InputValue } | undefined {
  const buttons = elementsOf(blocks).filter(({ type }) => type === 'button')
  const button =
    buttons.find(({ actionId }) => actionId === name) ?? buttons.find(({ element }) => same(textOf(element), name))
  if (button) return { placed: button, value: stringOf(button.element.value) || null }
  for (const placed of elementsOf(blocks).filter(({ type }) => type === 'overflow')) {
    const value = pickOption(placed, name)
    if (value !== undefined) return { placed, value }
  }
  return undefined
}

/** Everything on blocks that a person could name, for telling a test what there is instead. */
export function nameable(blocks: Block[]): string[] {
  return elementsOf(blocks).map((placed) => `${namesOf(placed)[0]} (${placed.type})`)
}

/** The value of the option with these words, or with this value. */
export function pickOption(placed: Placed, words: string): string | undefined {
  const all = optionsOf(placed.element).map(({ option }) => ({ label: textOf(option), value: stringOf(option.value) }))
  return (all.find(({ label }) => same(label, words)) ?? all.find(({ value }) => value === words))?.value
}

/** What the filling means for this element: ids for names, values for options. Throws where there is no such choice. */
export function inputValue(store: Store, placed: Placed, filling: Filling): InputValue {
  if (filling === null) return null
  const many = Array.isArray(filling) ? filling : [String(filling)]
  const wrong = (words: string): never => {
    throw new Error(`"${words}" is no choice of ${namesOf(placed)[0]}: ${nameableOptions(placed)}`)
  }
  const one = (words: string): string => {
    if (/static_select|checkboxes|radio_buttons|overflow/.test(placed.type))
      return pickOption(placed, words) ?? wrong(words)
    if (placed.type.endsWith('users_select')) return personId(store, words) ?? wrong(words)
    if (/channels_select|conversations_select/.test(placed.type)) return channelId(store, words) ?? wrong(words)
    return words
  }
  const values = many.map(one)
  return Array.isArray(filling) || placed.type.startsWith('multi_') ? values : (values[0] ?? null)
}

function nameableOptions({ element }: Placed): string {
  return optionsOf(element)
    .map(({ option }) => textOf(option))
    .join(', ')
}

function personId(store: Store, words: string): string | undefined {
  const name = words.replace(/^@/, '')
  return [...store.people.values()].find(
    (person) => person.id === name || same(person.name, name) || same(person.realName, name),
  )?.id
}

/** The id of the channel with this name or id. */
export function channelId(store: Store, words: string): string | undefined {
  const name = words.replace(/^#/, '')
  return [...store.channels.values()].find(
    (channel) => channel.id === name || (!channel.dmWith && same(channel.name, name)),
  )?.id
}
