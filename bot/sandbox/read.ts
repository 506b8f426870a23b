import type { Block, SeenField, StateValues } from './contract.ts'
import { chosen, elementsOf, optionsOf } from './inputs.ts'
import { type Fields, fieldsOf, isFields, listOf, stringOf, textOf } from './json.ts'
import type { Store } from './store.ts'

/** What a person reads of mrkdwn: names for mentions, words for links, no formatting signs, characters unescaped. */
export function readText(store: Store, mrkdwn: string): string {
  return mrkdwn
    .replace(/<@([UW]\w+)(?:\|[^>]*)?>/g, (_, id: string) => `@${store.people.get(id)?.name ?? id}`)
    .replace(/<#(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `#${store.channels.get(id)?.name ?? id}`)
    .replace(/<!date\^[^>|]*\|([^>]*)>/g, '$1')
    .replace(/<!(\w+)(?:[\^|][^>]*)?>/g, '@$1')
    .replace(/<([^>|]+)\|([^>]*)>/g, '$2')
    .replace(/<([a-z]+:[^>]+)>/g, '$1')
    .replace(/(?<![\p{L}\p{N}])([*_~`])(\S(?:.*?\S)?)\1(?![\p{L}\p{N}])/gmu, '$2')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}

/** What a person reads of blocks, one line per block: buttons in brackets, inputs with what stands in them. */
export function readBlocks(
  store: Store,
  blocks: Block[],
  inputs: StateValues,
  errors: Record<string, string> = {},
): string {
  const words = (value: unknown) =>
    fieldsOf(value).type === 'plain_text' ? textOf(value) : readText(store, textOf(value))
  const element = (block: Block, one: Fields): string => {
    if (one.type === 'button') return `[${textOf(one)}]`
    if (one.type === 'image') return `(${stringOf(one.alt_text)})`
    if (one.type === 'overflow')
      return `[${optionsOf(one)
        .map(({ option }) => textOf(option))
        .join(' | ')}]`
    if (!one.action_id) return words(one)
    return `[${readInput(store, block, one, inputs) || textOf(one.placeholder)}]`
  }
  return blocks
    .map((block) => {
      switch (block.type) {
        case 'section': {
          const accessory = isFields(block.accessory) ? element(block, block.accessory) : ''
          return [words(block.text), ...listOf(block.fields).map(words), accessory].filter(Boolean).join('\n')
        }
        case 'header':
          return words(block.text)
        case 'divider':
          return '---'
        case 'context':
        case 'actions':
          return listOf(block.elements)
            .map((one) => element(block, one))
            .join(' ')
        case 'image':
          return `(${[textOf(block.title), stringOf(block.alt_text)].filter(Boolean).join(': ')})`
        case 'input': {
          const error = errors[stringOf(block.block_id)]
          const entered = readInput(store, block, fieldsOf(block.element), inputs)
          return `${textOf(block.label)}: ${entered}${error ? ` (! ${error})` : ''}`
        }
        case 'table':
          return (block.rows as Fields[][])
            .map((row) => row.map((cell) => readCell(store, cell)).join(' | '))
            .join('\n')
        case 'rich_text':
          return listOf(block.elements)
            .map((part) => readRich(store, part))
            .join('\n')
        default:
          return readText(store, textOf(block))
      }
    })
    .join('\n')
}

function readCell(store: Store, cell: Fields): string {
  return cell.type === 'rich_text'
    ? listOf(cell.elements)
        .map((part) => readRich(store, part))
        .join(' ')
    : stringOf(cell.text ?? cell.value)
}

function readRich(store: Store, part: Fields): string {
  if (part.type === 'user') return `@${store.people.get(stringOf(part.user_id))?.name ?? stringOf(part.user_id)}`
  if (part.type === 'channel')
    return `#${store.channels.get(stringOf(part.channel_id))?.name ?? stringOf(part.channel_id)}`
  if (part.type === 'broadcast') return `@${stringOf(part.range)}`
  if (part.type === 'emoji') return `:${stringOf(part.name)}:`
  if (typeof part.text === 'string') return part.text
  const inner = listOf(part.elements).map((one) => readRich(store, one))
  return part.type === 'rich_text_list'
    ? inner.map((line) => `- ${line}`).join('\n')
    : inner.join('') || stringOf(part.url)
}

const nameOf = (store: Store, id: string): string | undefined =>
  store.people.get(id)?.realName ?? store.channels.get(id)?.name ?? store.files.get(id)?.name

/** What stands in an input, as its person reads it: labels of options, names of people and channels. */
function readInput(store: Store, block: Block, element: Fields, inputs: StateValues): string {
  const entry = inputs[stringOf(block.block_id)]?.[stringOf(element.action_id)]
  const picked = entry && [entry.selected_option, ...listOf(entry.selected_options)].filter(isFields)
  if (picked?.length) return picked.map((option) => textOf(option)).join(', ')
  return chosen(entry)
    .map((value) => nameOf(store, value) ?? value)
    .join(', ')
}

/** The buttons of blocks, by what stands on them. */
export function buttonsOf(blocks: Block[]): string[] {
  return elementsOf(blocks)
    .filter(({ type }) => type === 'button')
    .map(({ element }) => textOf(element))
}

/** The inputs of a view: what is asked, what stands there, what is wrong with it. */
export function fieldsIn(
  store: Store,
  blocks: Block[],
  inputs: StateValues,
  errors: Record<string, string>,
): SeenField[] {
  return blocks
    .filter((block) => block.type === 'input')
    .map((block) => ({
      label: textOf(block.label),
      value: readInput(store, block, fieldsOf(block.element), inputs),
      error: errors[stringOf(block.block_id)] ?? null,
    }))
}
