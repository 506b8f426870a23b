import { h } from './dom.js'
import { emoji } from './emoji.js'
import { dateText } from './time.js'

/** @import { Workspace } from './workspace.js' */

/**
 * A format mark counts only where no letter or digit touches it from outside, also no Chinese one: as in Slack. What
 * stands between angle brackets is whole, whatever is in it.
 */
const marked = (/** @type {string} */ mark) =>
  `(?<![\\p{L}\\p{N}])${mark}(?! )((?:<[^<>\\n]+>|[^${mark}\\n])+?)(?<! )${mark}(?![\\p{L}\\p{N}])`
const PIECE = new RegExp(
  [
    '```\\n?([\\s\\S]+?)\\n?```\\n?',
    '`([^`\\n]+)`',
    '<([^<>\\n]+)>',
    ':([a-z0-9_+-]+):',
    marked('\\*'),
    marked('_'),
    marked('~'),
  ].join('|'),
  'gu',
)
const WEB = /^(https?:\/\/|mailto:|tel:|\/sandbox\/)/i

/** @param {string} text */
const unescaped = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')

/**
 * Slack's mrkdwn as DOM nodes. Quoted lines (`> …`) become blockquotes.
 * @param {string} text
 * @param {Workspace} ws
 * @returns {Node[]}
 */
export function mrkdwn(text, ws) {
  /** @type {Node[]} */
  const nodes = []
  for (const part of text.split(/((?:^(?:&gt;|>) ?.*(?:\n|$))+)/m)) {
    if (!part) continue
    if (/^(&gt;|>)/.test(part)) nodes.push(h('blockquote', {}, inline(part.trimEnd().replace(/^(&gt;|>) ?/gm, ''), ws)))
    else nodes.push(...inline(nodes.length > 0 ? part.replace(/\n$/, '') : part, ws))
  }
  return nodes
}

/**
 * @param {string} text
 * @param {Workspace} ws
 * @returns {Node[]}
 */
function inline(text, ws) {
  /** @type {Node[]} */
  const nodes = []
  let at = 0
  for (const found of text.matchAll(PIECE)) {
    nodes.push(...plain(text.slice(at, found.index)))
    at = found.index + found[0].length
    const [, pre, code, angle, name, bold, italic, strike] = found
    if (pre !== undefined) nodes.push(h('pre', {}, unescaped(pre)))
    else if (code !== undefined) nodes.push(h('code', {}, unescaped(code)))
    else if (angle !== undefined) nodes.push(reference(angle, ws))
    else if (name !== undefined) nodes.push(document.createTextNode(emoji(name)))
    else if (bold !== undefined) nodes.push(h('strong', {}, inline(bold, ws)))
    else if (italic !== undefined) nodes.push(h('em', {}, inline(italic, ws)))
    else if (strike !== undefined) nodes.push(h('s', {}, inline(strike, ws)))
  }
  nodes.push(...plain(text.slice(at)))
  return nodes
}

/** @param {string} text */
function plain(text) {
  return text ? [document.createTextNode(unescaped(text))] : []
}

/**
 * What stands between angle brackets: a mention, a channel, a date or a link.
 * @param {string} body
 * @param {Workspace} ws
 */
function reference(body, ws) {
  const [target = '', label = ''] = body.split(/\|(.*)/s)
  if (target.startsWith('@')) return mention(target.slice(1), ws)
  if (target.startsWith('#')) return channelLink(target.slice(1), ws, label)
  if (target.startsWith('!date^')) {
    const [, seconds = '', pattern = '', href] = target.split('^')
    return h('time', {}, href ? link(href, date(seconds, pattern, ws)) : date(seconds, pattern, ws))
  }
  if (target.startsWith('!'))
    return h('span', { className: 'mention me' }, `@${label || target.slice(1).replace(/^subteam\^/, '')}`)
  return link(unescaped(target), unescaped(label) || unescaped(target).replace(/^mailto:/, ''))
}

/**
 * @param {string} seconds
 * @param {string} pattern
 * @param {Workspace} ws
 */
const date = (seconds, pattern, ws) => dateText(ws.me, ws.words, Number(seconds), pattern)

/**
 * A person's name, standing out when it is the reader's own.
 * @param {string} id
 * @param {Workspace} ws
 */
export function mention(id, ws) {
  const name = ws.person(id)?.realName ?? id
  return h('span', { className: id === ws.me.id ? 'mention me' : 'mention' }, `@${name}`)
}

/**
 * @param {string} id
 * @param {Workspace} ws
 * @param {string} [label]
 */
export function channelLink(id, ws, label) {
  const channel = ws.channels.find((known) => known.id === id)
  return channel
    ? h('a', { className: 'mention', href: ws.address({ at: id }) }, `#${channel.name}`)
    : h('span', { className: 'mention' }, `#${label || id}`)
}

/**
 * A link; only to the web, mail, telephone and the sandbox's own files. Anything else is shown as text, and a
 * permalink of this workspace leads there on this page.
 * @param {string} href
 * @param {string} label
 */
export function link(href, label) {
  const permalink = `${location.origin}/archives/`
  if (href.startsWith(permalink)) return h('a', { href: `#${href.slice(permalink.length)}` }, label)
  if (WEB.test(href)) return h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, label)
  return h('span', {}, label === href ? `<${href}>` : label)
}
