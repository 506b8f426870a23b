import { h } from './dom.js'
import { emoji } from './emoji.js'
import { channelLink, link, mention } from './mrkdwn.js'
import { dateText } from './time.js'

/** @import { Workspace } from './workspace.js' */
/** @typedef {Record<string, any>} Part a piece of rich_text, of unknown make */

const WRAPS = /** @type {const} */ ([
  ['code', 'code'],
  ['bold', 'strong'],
  ['italic', 'em'],
  ['strike', 's'],
  ['underline', 'u'],
])

/**
 * The elements of a rich_text block or cell.
 * @param {Part[]} parts
 * @param {Workspace} ws
 * @returns {HTMLElement[]}
 */
export function richText(parts, ws) {
  return parts.map((part) => {
    const inner = (part.elements ?? []).map((/** @type {Part} */ one) => run(one, ws))
    switch (part.type) {
      case 'rich_text_list': {
        const items = richText(part.elements ?? [], ws).map((line) => h('li', {}, line))
        const list = h(part.style === 'ordered' ? 'ol' : 'ul', { className: 'rich-list' }, items)
        if (part.style === 'ordered' && part.offset) list.setAttribute('start', String(part.offset + 1))
        list.style.setProperty('--indent', String(part.indent ?? 0))
        return list
      }
      case 'rich_text_quote':
        return h('blockquote', {}, inner)
      case 'rich_text_preformatted':
        return h('pre', {}, inner)
      default:
        return h('div', { className: 'rich-line' }, inner)
    }
  })
}

/**
 * @param {Part} part
 * @param {Workspace} ws
 * @returns {Node}
 */
function run(part, ws) {
  /** @type {Node} */
  let node = bare(part, ws)
  for (const [style, tag] of WRAPS) if (part.style?.[style]) node = h(tag, {}, node)
  return node
}

/**
 * @param {Part} part
 * @param {Workspace} ws
 * @returns {Node}
 */
function bare(part, ws) {
  switch (part.type) {
    case 'link':
      return link(String(part.url), String(part.text || part.url))
    case 'user':
      return mention(String(part.user_id), ws)
    case 'channel':
      return channelLink(String(part.channel_id), ws)
    case 'usergroup':
      return h('span', { className: 'mention' }, `@${part.usergroup_id}`)
    case 'broadcast':
      return h('span', { className: 'mention me' }, `@${part.range}`)
    case 'emoji':
      return document.createTextNode(emoji(String(part.name)))
    case 'date':
      return h('time', {}, dateText(ws.me, ws.words, Number(part.timestamp), String(part.format)))
    default:
      return document.createTextNode(String(part.text ?? part.value ?? ''))
  }
}

/**
 * A table block. Its first row heads the columns; a wide one scrolls by itself.
 * @param {Part} block
 * @param {Workspace} ws
 */
export function table(block, ws) {
  const settings = block.column_settings ?? []
  const [head = [], ...body] = /** @type {Part[][]} */ (block.rows ?? [])
  const cells = (/** @type {Part[]} */ row, /** @type {'th' | 'td'} */ tag) =>
    row.map((cell, column) => {
      const content =
        cell.type === 'rich_text' ? richText(cell.elements ?? [], ws) : [String(cell.text ?? cell.value ?? '')]
      const made = h(tag, { ...(tag === 'th' && { scope: 'col' }) }, content)
      const { align = cell.type === 'raw_number' ? 'right' : 'left', is_wrapped = false } = settings[column] ?? {}
      made.classList.add(`align-${align}`, is_wrapped ? 'wraps' : 'keeps')
      return made
    })
  return h(
    'div',
    { className: 'table', tabIndex: 0, role: 'region', 'aria-label': head.map((cell) => cell.text ?? '').join(', ') },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, cells(head, 'th'))),
      h(
        'tbody',
        {},
        body.map((row) => h('tr', {}, cells(row, 'td'))),
      ),
    ),
  )
}
