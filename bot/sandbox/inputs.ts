import type { Block, InputValue, StateEntry, StateValues } from './contract.ts'
import { type Fields, fieldsOf, isFields, isYes, listOf, stringOf, textOf } from './json.ts'

/** Where an element's value stands in `state.values`, and where its first value comes from. */
interface Keeping {
  key: string
  initial: string
  many?: true
  options?: true
}

const option = { key: 'selected_option', initial: 'initial_option', options: true } as const
const options = { key: 'selected_options', initial: 'initial_options', options: true, many: true } as const
const typed = { key: 'value', initial: 'initial_value' } as const

const KEEPING: Record<string, Keeping> = {
  plain_text_input: typed,
  number_input: typed,
  email_text_input: typed,
  url_text_input: typed,
  static_select: option,
  external_select: option,
  radio_buttons: option,
  multi_static_select: options,
  multi_external_select: options,
  checkboxes: options,
  users_select: { key: 'selected_user', initial: 'initial_user' },
  channels_select: { key: 'selected_channel', initial: 'initial_channel' },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation' },
  file_input: { key: 'files', initial: '', many: true },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', many: true },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', many: true },
  multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations', many: true },
  datepicker: { key: 'selected_date', initial: 'initial_date' },
  timepicker: { key: 'selected_time', initial: 'initial_time' },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time' },
}

/** An interactive element with its block. `sends` says whether using it tells the app at once. */
export interface Placed {
  block: Block
  blockId: string
  actionId: string
  element: Fields
  type: string
  sends: boolean
}

/** The interactive elements of blocks, in reading order. */
export function elementsOf(blocks: Block[]): Placed[] {
  return blocks.flatMap((block) => {
    const held =
      block.type === 'input' ? [block.element] : block.type === 'actions' ? listOf(block.elements) : [block.accessory]
    const sends = block.type !== 'input' || isYes(block.dispatch_action)
    return held.filter(isFields).flatMap((element) => {
      const place = { block, blockId: stringOf(block.block_id), actionId: stringOf(element.action_id), element }
      return place.actionId ? [{ ...place, type: stringOf(element.type), sends }] : []
    })
  })
}

/** The options a select, menu, checkbox or radio element offers by itself. */
export function optionsOf(element: Fields): { option: Fields; group: string | null }[] {
  const grouped = listOf(element.option_groups).flatMap((group) =>
    listOf(group.options).map((option) => ({ option, group: textOf(group.label) })),
  )
  return [...listOf(element.options).map((option) => ({ option, group: null })), ...grouped]
}

/** The inputs' state for blocks: what was there stays where block, action and type are the same, the rest starts anew. */
export function freshInputs(blocks: Block[], before: StateValues): StateValues {
  const values: StateValues = {}
  for (const { blockId, actionId, element, type } of elementsOf(blocks)) {
    const keeping = KEEPING[type]
    if (!keeping) continue
    const kept = before[blockId]?.[actionId]
    const first = element[keeping.initial] ?? (keeping.many ? [] : null)
    values[blockId] = { ...values[blockId], [actionId]: kept?.type === type ? kept : { type, [keeping.key]: first } }
  }
  return values
}

/**
 * The state entry of an element that a person has set to `value`; null for elements that keep none (buttons, menus).
 * `offered` are options beyond the element's own. A value that is none of its options is refused.
 */
export function entryFor(
  { element, type }: Placed,
  value: InputValue,
  offered: Fields[] = [],
): { entry: StateEntry | null } | { error: 'invalid_option' } {
  const keeping = KEEPING[type]
  if (!keeping) return { entry: null }
  const known = [...optionsOf(element).map(({ option }) => option), ...offered]
  const pick = (one: string): unknown => {
    if (type === 'file_input') return { id: one }
    if (!keeping.options) return type === 'datetimepicker' ? Number(one) : one
    return known.find((option) => option.value === one)
  }
  const picked = (Array.isArray(value) ? value : value ? [value] : []).map(pick)
  if (picked.includes(undefined)) return { error: 'invalid_option' }
  return { entry: { type, [keeping.key]: keeping.many ? picked : (picked[0] ?? null) } }
}

/** Options that the app suggested for an element: what a person picks there can only be one of these. */
const suggested = new WeakMap<Fields, Fields[]>()

export function offeredFor({ element }: Placed): Fields[] {
  return suggested.get(element) ?? []
}

export function offer(placed: Placed, options: Fields[]): void {
  suggested.set(placed.element, [...offeredFor(placed), ...options])
}

/** What the person chose or typed, as plain strings; empty when nothing. */
export function chosen(entry: StateEntry | undefined): string[] {
  const keeping = entry && KEEPING[entry.type]
  if (!keeping) return []
  const held = entry[keeping.key]
  const list = Array.isArray(held) ? held : held === null || held === undefined || held === '' ? [] : [held]
  return list.map((one) => (isFields(one) ? stringOf(one.value ?? one.id) : stringOf(one)))
}

/** What Slack's own client objects to before it sends a modal, by block_id. */
export function incomplete(blocks: Block[], inputs: StateValues): Record<string, string> {
  const wrong: Record<string, string> = {}
  for (const { block, blockId, actionId, element, type } of elementsOf(blocks)) {
    if (block.type !== 'input') continue
    const values = chosen(inputs[blockId]?.[actionId])
    const problem =
      values.length === 0
        ? !isYes(block.optional) && 'Please complete this required field.'
        : outside(element, type, values)
    if (problem) wrong[blockId] = problem
  }
  return wrong
}

function outside(element: Fields, type: string, values: string[]): string | false {
  const [value = ''] = values
  const { min_length, max_length, min_value, max_value, max_selected_items } = fieldsOf(element)
  if (typeof max_selected_items === 'number' && values.length > max_selected_items)
    return `Please select at most ${max_selected_items}.`
  if (type === 'number_input') {
    const number = Number(value)
    if (!Number.isFinite(number) || (!isYes(element.is_decimal_allowed) && !Number.isInteger(number)))
      return 'Please enter a valid number.'
    if (min_value !== undefined && number < Number(min_value)) return `Please enter a number of at least ${min_value}.`
    if (max_value !== undefined && number > Number(max_value)) return `Please enter a number of at most ${max_value}.`
  }
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(value)) return 'Please enter a valid email address.'
  if (type === 'url_text_input' && !URL.canParse(value)) return 'Please enter a valid URL.'
  if (typeof min_length === 'number' && value.length < min_length)
    return `Please enter at least ${min_length} characters.`
  if (typeof max_length === 'number' && value.length > max_length)
    return `Please enter at most ${max_length} characters.`
  return false
}
