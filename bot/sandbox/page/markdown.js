import { h } from './dom.js'
import { withEmoji } from './emoji.js'
import { link } from './mrkdwn.js'

const INLINE =
  /`([^`\n]+)`|\[([^\]\n]+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*(?! )(.+?)\*|(?<!\w)_(?! )(.+?)_(?!\w)/gs

/**
 * The text of a `markdown` block: headings, lists, quotes, code, rules and inline marks; no tables and no raw HTML.
 * @param {string} text
 * @returns {HTMLElement[]}
 */
export function markdown(text) {
  const chunks = text.replace(/\r/g, '').split(/(^```[^\n]*\n[\s\S]*?\n```$)|\n{2,}/m)
  return chunks.filter(Boolean).flatMap((chunk) => {
    const code = /^```[^\n]*\n([\s\S]*?)\n```$/.exec(chunk)
    return code ? [h('pre', {}, code[1] ?? '')] : paragraphs(chunk.split('\n').filter((line) => line.trim()))
  })
}

const KINDS = /** @type {const} */ ([
  ['h', /^(#{1,6}) +/],
  ['hr', /^ *([-*_])( *\1){2,} *$/],
  ['ul', /^ *[-*+] +/],
  ['ol', /^ *\d+[.)] +/],
  ['blockquote', /^ *> ?/],
  ['p', /^/],
])

/**
 * Neighbouring lines of one kind make one element.
 * @param {string[]} lines
 * @returns {HTMLElement[]}
 */
function paragraphs(lines) {
  /** @type {HTMLElement[]} */
  const made = []
  let rest = lines
  while (rest[0] !== undefined) {
    const [kind, mark] = kindOf(rest[0])
    const end = rest.findIndex((line) => kindOf(line)[0] !== kind)
    const count = kind === 'h' || kind === 'hr' ? 1 : end === -1 ? rest.length : end
    const own = rest.slice(0, count).map((line) => line.replace(mark, ''))
    rest = rest.slice(count)
    if (kind === 'hr') made.push(h('hr'))
    else if (kind === 'h') made.push(h('h4', { className: 'md-heading' }, inline(own.join(''))))
    else if (kind === 'ul' || kind === 'ol')
      made.push(
        h(
          kind,
          { className: 'rich-list' },
          own.map((line) => h('li', {}, inline(line))),
        ),
      )
    else made.push(h(kind, {}, inline(own.join('\n'))))
  }
  return made
}

/** @param {string} line */
function kindOf(line) {
  return KINDS.find(([, mark]) => mark.test(line)) ?? KINDS[5]
}

/**
 * @param {string} text
 * @returns {Node[]}
 */
function inline(text) {
  /** @type {Node[]} */
  const nodes = []
  let at = 0
  for (const found of text.matchAll(INLINE)) {
    nodes.push(document.createTextNode(withEmoji(text.slice(at, found.index))))
    at = found.index + found[0].length
    const [, code, label, href, bold, bolder, strike, italic, emphasis] = found
    if (code !== undefined) nodes.push(h('code', {}, code))
    else if (href !== undefined) nodes.push(link(href, label ?? href))
    else if (strike !== undefined) nodes.push(h('s', {}, inline(strike)))
    else if (bold ?? bolder) nodes.push(h('strong', {}, inline(bold ?? bolder ?? '')))
    else nodes.push(h('em', {}, inline(italic ?? emphasis ?? '')))
  }
  nodes.push(document.createTextNode(withEmoji(text.slice(at))))
  return nodes
}
