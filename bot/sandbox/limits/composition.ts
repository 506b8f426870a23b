import type { Block } from '../contract.ts'
import { elementsOf, optionsOf } from '../inputs.ts'
import { type Fields, fieldsOf, isFields, listOf, stringOf } from '../json.ts'
import type { Store } from '../store.ts'

/** What Slack checks over all blocks together, after each is right by itself. */
export function wholeProblems(store: Store, blocks: Block[], at: string): string[] {
  return [...twins(blocks, at), ...choiceless(blocks, at), ...images(store, blocks, at), ...tables(blocks, at)]
}

function twins(blocks: Block[], at: string): string[] {
  const seen = new Set<string>()
  const twice: string[] = []
  const once = (kind: string, id: string, index: number) => {
    if (id && seen.has(`${kind} ${id}`))
      twice.push(`\`${kind}\` already exists: ${id} [json-pointer:${at}/${index}/${kind}]`)
    seen.add(`${kind} ${id}`)
  }
  for (const [index, block] of blocks.entries()) {
    once('block_id', stringOf(block.block_id), index)
    for (const element of listOf(block.elements)) {
      const id = stringOf(element.action_id)
      if (id && listOf(block.elements).filter((other) => other.action_id === id).length > 1) {
        twice.push(`\`action_id\` already exists: ${id} [json-pointer:${at}/${index}/elements]`)
        break
      }
    }
  }
  return twice
}

/** A select needs options or groups, not both; what is picked at first must be among them. */
function choiceless(blocks: Block[], at: string): string[] {
  const same = (one: Fields, other: Fields) => one.value === other.value
  return blocks.flatMap((block, index) =>
    held(block).flatMap((element) => {
      const where = `[json-pointer:${at}/${index}]`
      const type = stringOf(element.type)
      if (!/^(multi_)?static_select$|^checkboxes$|^radio_buttons$/.test(type)) return []
      if (Boolean(element.options) === Boolean(element.option_groups))
        return [`must provide either \`options\` or \`option_groups\` ${where}`]
      const offered = optionsOf(element).map(({ option }) => option)
      const first = [...listOf(element.initial_options), ...listOf([element.initial_option])]
      return first.every((one) => offered.some((other) => same(one, other)))
        ? []
        : [`must provide an initial option that is among the options ${where}`]
    }),
  )
}

function held(block: Block): Fields[] {
  return [block.element, block.accessory, ...listOf(block.elements)].filter(isFields)
}

/** An image needs one source. Slack fetches it at once: an address it cannot reach, or a file not shared, is refused. */
function images(store: Store, blocks: Block[], at: string): string[] {
  return blocks.flatMap((block, index) =>
    [block as Fields, ...held(block)]
      .filter((image) => image.type === 'image')
      .flatMap((image) => {
        const where = `[json-pointer:${at}/${index}]`
        if (Boolean(image.image_url) === Boolean(image.slack_file))
          return [`must provide either \`image_url\` or \`slack_file\` ${where}`]
        if (image.image_url) return reachable(stringOf(image.image_url)) ? [] : [`downloading image failed ${where}`]
        const file = store.files.get(stringOf(fieldsOf(image.slack_file).id))
        return file?.ready && file.shares.size > 0 ? [] : [`invalid slack file ${where}`]
      }),
  )
}

function reachable(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return /^https?:$/.test(protocol) && !/^(localhost|127\.|10\.|192\.168\.|\[::1\])/.test(hostname)
}

function tables(blocks: Block[], at: string): string[] {
  const all = blocks.filter((block) => block.type === 'table')
  const tooLong = all.some(
    (table) => JSON.stringify(table.rows).length - JSON.stringify(bare(table.rows)).length > 10_000,
  )
  return [
    ...(all.length > 1 ? [`only one table allowed [json-pointer:${at}]`] : []),
    ...(tooLong ? [`no more than 10000 characters allowed over all cells [json-pointer:${at}]`] : []),
  ]
}

function bare(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, item: unknown) => (key === 'text' && typeof item === 'string' ? '' : item)),
  )
}

/** All words of blocks counted, as Slack counts them against what one message may hold. */
export function wordCount(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + wordCount(item), 0)
  if (!isFields(value)) return 0
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === 'text' && typeof item === 'string' ? item.length : wordCount(item)),
    0,
  )
}

/** Whether blocks hold anything that must be submitted. */
export function hasInputs(blocks: Block[]): boolean {
  return (
    elementsOf(blocks).some(({ block }) => block.type === 'input') || blocks.some((block) => block.type === 'input')
  )
}
