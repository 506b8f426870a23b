/**
 * Opens a popover at its anchor: below where there is room, above otherwise, never beyond the window.
 * It closes when what is under it scrolls away.
 * @param {HTMLElement} popover has the `popover` attribute
 * @param {HTMLElement} anchor
 * @param {{ wide?: boolean }} [look] `wide`: at least as wide as the anchor
 */
export function openAt(popover, anchor, { wide = false } = {}) {
  const at = anchor.getBoundingClientRect()
  popover.style.minWidth = wide ? `${at.width}px` : ''
  popover.style.maxHeight = ''
  popover.showPopover()
  const { innerWidth, innerHeight } = window
  const { width, height } = popover.getBoundingClientRect()
  const below = innerHeight - at.bottom - 12
  const above = at.top - 12
  const up = below < height && above > below
  popover.style.maxHeight = `${Math.max(120, up ? above : below)}px`
  popover.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`
  popover.style.top = up ? '' : `${at.bottom + 4}px`
  popover.style.bottom = up ? `${innerHeight - at.top + 4}px` : ''

  const leave = new AbortController()
  const hide = (/** @type {Event} */ event) => {
    if (!(event.target instanceof Node && popover.contains(event.target))) popover.hidePopover()
  }
  window.addEventListener('scroll', hide, { capture: true, signal: leave.signal })
  popover.addEventListener(
    'toggle',
    (event) => {
      if (event.newState === 'closed') leave.abort()
    },
    { signal: leave.signal },
  )
}
