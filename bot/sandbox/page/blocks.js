import { button, overflow } from './buttons.js'
import { clientWords } from './client-words.js'
import { h } from './dom.js'
import { fieldKey, text } from './drawing.js'
import { input } from './inputs.js'
import { markdown } from './markdown.js'
import { picker } from './picker.js'
import { richText, table } from './rich-text.js'

/** @import { Block } from '../contract.ts' */
/** @import { Drawing, Element } from './drawing.js' */
/** @import { Workspace } from './workspace.js' */

/**
 * Block Kit blocks as DOM, with their elements at work.
 * @param {Block[]} list
 * @param {Drawing} on
 * @returns {HTMLElement[]}
 */
export function blocks(list, on) {
  return list.map((block) => {
    const node = draw(block, on)
    node.classList.add('block')
    node.dataset.block = block.block_id ?? ''
    return node
  })
}

/**
 * @param {Element} block
 * @param {Drawing} on
 * @returns {HTMLElement}
 */
function draw(block, on) {
  const { ws } = on
  switch (block.type) {
    case 'section':
      return h(
        'div',
        { className: 'section' },
        h(
          'div',
          { className: 'section-text' },
          block.text && h('div', { className: 'words' }, text(block.text, ws)),
          block.fields &&
            h(
              'div',
              { className: 'cells' },
              block.fields.map((/** @type {Element} */ one) => h('div', { className: 'words' }, text(one, ws))),
            ),
        ),
        block.accessory && h('div', { className: 'accessory' }, element(block, block.accessory, on)),
      )
    case 'header':
      return h('h3', { className: 'header' }, text(block.text, ws))
    case 'divider':
      return h('hr')
    case 'context':
      return h(
        'div',
        { className: 'context' },
        block.elements.map((/** @type {Element} */ one) => contextPart(one, on)),
      )
    case 'actions':
      return h(
        'div',
        { className: 'actions' },
        block.elements.map((/** @type {Element} */ one) => element(block, one, on)),
      )
    case 'image':
      return h('figure', {}, block.title && h('figcaption', {}, text(block.title, ws)), picture(block, ws))
    case 'input':
      return inputBlock(block, on)
    case 'rich_text':
      return h('div', { className: 'words' }, richText(block.elements ?? [], ws))
    case 'table':
      return table(block, ws)
    case 'markdown':
      return h('div', { className: 'words markdown' }, markdown(String(block.text ?? '')))
    default:
      return h('p', { className: 'quiet' }, ws.words.unknownBlock(block.type))
  }
}

/**
 * @param {Element} part
 * @param {Drawing} on
 */
function contextPart(part, on) {
  return part.type === 'image' ? picture(part, on.ws) : h('span', { className: 'words' }, text(part, on.ws))
}

/**
 * An image, which opens large in a new tab.
 * @param {Element} image
 * @param {Workspace} ws
 */
function picture(image, ws) {
  const src = image.slack_file ? fileAddress(image.slack_file, ws) : String(image.image_url)
  const img = h('img', { src, alt: String(image.alt_text ?? ''), loading: 'lazy' })
  return h(
    'a',
    { className: 'picture', href: src, target: '_blank', rel: 'noopener noreferrer', title: ws.words.openImage },
    img,
  )
}

/**
 * @param {Element} file
 * @param {Workspace} ws
 */
function fileAddress(file, ws) {
  const id = file.id ?? /\b(F[A-Z0-9]+)\b/.exec(String(file.url))?.[1]
  return `/sandbox/files/${encodeURIComponent(String(id))}?as=${ws.me.id}`
}

/**
 * A labelled input with its hint and what is wrong with it.
 * @param {Element} block
 * @param {Drawing} on
 */
function inputBlock(block, on) {
  const { words } = on.ws
  const id = `e-${crypto.randomUUID()}`
  const error = clientWords(on.errors[block.block_id] ?? '', on.ws.me.locale)
  const control = element(block, block.element, on)
  const main = on.fields.get(fieldKey(block, block.element))?.control
  main?.setAttribute('aria-describedby', id)
  if (error) main?.setAttribute('aria-invalid', 'true')
  return h(
    main?.matches('.text-input') ? 'label' : 'div',
    { className: error ? 'field wrong' : 'field' },
    h(
      'span',
      { className: 'label' },
      text(block.label, on.ws),
      block.optional && h('span', { className: 'quiet' }, ` (${words.optional})`),
    ),
    control,
    h(
      'span',
      { id, className: 'about' },
      h('span', { className: 'error' }, error),
      block.hint && h('span', { className: 'hint' }, text(block.hint, on.ws)),
    ),
  )
}

/**
 * An interactive element, or an image, wherever it stands.
 * @param {Element} block
 * @param {Element} one
 * @param {Drawing} on
 * @returns {HTMLElement}
 */
function element(block, one, on) {
  if (one.type === 'image') return picture(one, on.ws)
  if (one.type === 'button') return button(block, one, on)
  if (one.type === 'overflow') return overflow(block, one, on)
  if (one.type.endsWith('_select')) return picker(block, one, on)
  return input(block, one, on)
}
