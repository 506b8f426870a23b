import { base64 } from './attachments.js'
import { h } from './dom.js'
import { fieldKey, held, plainText, text } from './drawing.js'
import { fromWall, toWall } from './time.js'
import { use } from './use.js'

/** @import { Drawing, Element } from './drawing.js' */

const TYPES = /** @type {Record<string, string>} */ ({
  plain_text_input: 'text',
  number_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
})

/**
 * An input that is typed into or ticked.
 * @param {Element} block
 * @param {Element} element
 * @param {Drawing} on
 * @returns {HTMLElement}
 */
export function input(block, element, on) {
  const type = TYPES[element.type]
  if (element.type === 'checkboxes' || element.type === 'radio_buttons') return ticks(block, element, on)
  if (element.type === 'file_input') return file(block, element, on)
  if (!type) return h('p', { className: 'quiet' }, on.ws.words.unknownBlock(element.type))
  return type === 'text' || type === 'email' || type === 'url'
    ? line(block, element, on, type)
    : picked(block, element, on, type)
}

/**
 * Text, a number, an address.
 * @param {Element} block
 * @param {Element} element
 * @param {Drawing} on
 * @param {string} type
 */
function line(block, element, on, type) {
  const [now] = held(on, block, element)
  const props = {
    className: 'text-input',
    value: now?.value ?? '',
    placeholder: plainText(element.placeholder),
    'data-action': element.action_id,
    autofocus: element.focus_on_load,
    maxLength: element.max_length,
    'aria-label': plainText(block.label) || plainText(element.placeholder),
    autocomplete: 'off',
  }
  const control = element.multiline
    ? h('textarea', { ...props, rows: 3 })
    : h('input', { ...props, type, inputMode: element.type === 'number_input' ? 'decimal' : '' })
  const typed = () => control.value || null
  const tell = () => void use(on, block, element, typed(), control)
  const when = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
  if (!block.dispatch_action) control.addEventListener('change', tell)
  else if (when.includes('on_character_entered')) control.addEventListener('input', tell)
  control.addEventListener('keydown', (event) => {
    const enter = event instanceof KeyboardEvent && event.key === 'Enter' && !event.isComposing
    if (!enter || element.multiline || !block.dispatch_action) return
    event.preventDefault()
    if (when.includes('on_enter_pressed')) tell()
  })
  on.fields.set(fieldKey(block, element), { control, typed })
  return control
}

/**
 * A date, a time, or both; the latter on the wall clock of the person's zone.
 * @param {Element} block
 * @param {Element} element
 * @param {Drawing} on
 * @param {string} type
 */
function picked(block, element, on, type) {
  const { me } = on.ws
  const both = element.type === 'datetimepicker'
  const [now] = held(on, block, element)
  const control = h('input', {
    className: 'text-input date',
    type,
    value: now ? (both ? toWall(me, Number(now.value)) : now.value) : '',
    'data-action': element.action_id,
    'aria-label': plainText(block.label) || plainText(element.placeholder),
    title: plainText(element.placeholder),
  })
  const typed = () => (control.value && both ? String(fromWall(me, control.value)) : control.value || null)
  control.addEventListener('change', () => {
    // While a year is being typed, the browser reports years like 0002.
    if (!control.value.startsWith('0') || type === 'time') void use(on, block, element, typed(), control)
  })
  on.fields.set(fieldKey(block, element), { control, typed })
  return control
}

/**
 * A file of the person's machine; it is handed over as soon as it is chosen.
 * @param {Element} block
 * @param {Element} element
 * @param {Drawing} on
 */
function file(block, element, on) {
  const control = h('input', {
    type: 'file',
    accept: (element.filetypes ?? []).map((/** @type {string} */ type) => `.${type}`).join(','),
    'data-action': element.action_id,
    'aria-label': plainText(block.label),
  })
  control.addEventListener('change', async () => {
    const [chosen] = control.files ?? []
    if (!chosen) return
    const { name, type: mimetype } = chosen
    const place = { on: on.surface, blockId: block.block_id, actionId: element.action_id }
    await on.ws.keep({ do: 'attach', ...place, name, mimetype, base64: await base64(chosen) })
  })
  on.fields.set(fieldKey(block, element), { control })
  return control
}

/**
 * Checkboxes or radio buttons.
 * @param {Element} block
 * @param {Element} element
 * @param {Drawing} on
 */
function ticks(block, element, on) {
  const { ws } = on
  const many = element.type === 'checkboxes'
  const name = crypto.randomUUID()
  const now = held(on, block, element).map(({ value }) => value)
  const control = h('fieldset', {
    className: 'ticks',
    'data-action': element.action_id,
    'aria-label': plainText(block.label),
  })
  const boxes = element.options.map((/** @type {Element} */ option) => {
    const value = String(option.value)
    const box = h('input', { type: many ? 'checkbox' : 'radio', name, value, checked: now.includes(value) })
    const words = h('span', {}, h('span', { className: 'words' }, text(option.text, ws)))
    if (option.description) words.append(h('span', { className: 'hint words' }, text(option.description, ws)))
    control.append(h('label', { className: 'tick' }, box, words))
    return box
  })
  control.addEventListener('change', () => {
    const chosen = boxes
      .filter((/** @type {HTMLInputElement} */ box) => box.checked)
      .map((/** @type {HTMLInputElement} */ box) => box.value)
    void use(on, block, element, many ? chosen : (chosen[0] ?? null), control)
  })
  on.fields.set(fieldKey(block, element), { control: boxes[0] ?? control })
  return control
}
