import type { Named } from '../../shop/result.ts'
import { escapeText } from '../blocks.ts'
import type { Reader } from '../reader.ts'

type Names = Pick<Named, 'name' | 'nameZh'>

/** What goods are called in the reader's language, as it was written: for places that take no markup. */
export const plainNameOf = ({ name, nameZh }: Names, reader: Reader): string =>
  reader.locale === 'zh-CN' ? (nameZh ?? name) : name

/** The same, safe for mrkdwn. */
export const nameOf = (goods: Names, reader: Reader): string => escapeText(plainNameOf(goods, reader))

/** Name and SKU, as lists and cards begin. */
export const titleOf = (goods: Names & { sku: string }, reader: Reader): string =>
  `*${nameOf(goods, reader)}*  \`${escapeText(goods.sku)}\``

/** How much something changes, with its sign. */
export const signed = (change: number): string => (change > 0 ? `+${change}` : String(change))
