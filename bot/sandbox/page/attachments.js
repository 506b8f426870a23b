import { h, icon, iconButton } from './dom.js'

/** @import { Words } from './words.js' */
/** @typedef {{ name: string, mimetype: string, base64: string }} Attachment */

const MOST_BYTES = 20_000_000

/**
 * The files that go with the next message: from the button, pasted, or dropped on the place.
 * @param {Words} words
 * @param {HTMLElement} place where files can be dropped and pasted
 * @param {(trouble: string) => void} refuse
 */
export function attachments(words, place, refuse) {
  const list = h('div', { className: 'attached' })
  const file = h('input', { type: 'file', multiple: true, hidden: true, tabIndex: -1 })
  const open = iconButton('attach', words.attach, { onclick: () => file.click() })
  /** @type {Attachment[]} */
  let files = []

  const draw = () => {
    const chips = files.map((one) => {
      const remove = () => {
        files = files.filter((other) => other !== one)
        draw()
      }
      const url = `data:${one.mimetype};base64,${one.base64}`
      const look = one.mimetype.startsWith('image/') ? h('img', { src: url, alt: '' }) : icon('file')
      return h(
        'span',
        { className: 'attachment' },
        look,
        h('span', {}, one.name),
        iconButton('close', words.removeFile(one.name), { onclick: remove }),
      )
    })
    list.replaceChildren(...chips)
  }
  const add = async (/** @type {Iterable<File>} */ added) => {
    for (const one of added) {
      if (one.size > MOST_BYTES) refuse(words.tooLarge(one.name))
      else files.push({ name: one.name, mimetype: one.type || 'application/octet-stream', base64: await base64(one) })
    }
    draw()
  }
  file.addEventListener('change', async () => {
    await add(file.files ?? [])
    file.value = ''
  })
  place.addEventListener('paste', (event) => {
    const pasted = event.clipboardData?.files
    if (!pasted?.length) return
    event.preventDefault()
    void add(pasted)
  })
  place.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    place.classList.add('dropping')
  })
  place.addEventListener('dragleave', (event) => {
    if (!(event.relatedTarget instanceof Node && place.contains(event.relatedTarget)))
      place.classList.remove('dropping')
  })
  place.addEventListener('drop', (event) => {
    place.classList.remove('dropping')
    if (!event.dataTransfer?.files.length) return
    event.preventDefault()
    void add(event.dataTransfer.files)
  })
  /** Hands over the files and forgets them. */
  const take = () => {
    const taken = files
    files = []
    draw()
    return taken
  }
  return { nodes: [file], list, open, take, count: () => files.length }
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
export function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
