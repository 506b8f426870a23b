/**
 * Opens a popover at its anchor, and keeps it there when what is under it scrolls or the window changes.
 * @param {HTMLElement} popover has the `popover` attribute
 * @param {HTMLElement} anchor
 * @param {{ wide?: boolean }} [look] `wide`: at least as wide as the anchor
 */
export function openAt(popover, anchor, { wide = false } = {}) {
  popover.style.minWidth = wide ? `${anchor.offsetWidth}px` : ''
  popover.showPopover()
  place(popover, anchor)
  const leave = new AbortController()
  const { signal } = leave
  const follow = (/** @type {Event} */ event) => {
    if (!(event.target instanceof Node && popover.contains(event.target))) place(popover, anchor)
  }
  window.addEventListener('scroll', follow, { capture: true, signal })
  window.addEventListener('resize', follow, { signal })
  const closed = (/** @type {ToggleEvent} */ { newState }) => newState === 'closed' && leave.abort()
  popover.addEventListener('toggle', closed, { signal })
}

/**
 * Below the anchor where there is room, above it otherwise, never beyond the window.
 * @param {HTMLElement} popover
 * @param {HTMLElement} anchor
 */
function place(popover, anchor) {
  const { left, top, bottom } = anchor.getBoundingClientRect()
  const { innerWidth, innerHeight } = window
  popover.style.maxHeight = ''
  const { width, height } = popover.getBoundingClientRect()
  const below = innerHeight - bottom - 12
  const above = top - 12
  const up = below < height && above > below
  popover.style.maxHeight = `${Math.max(120, up ? above : below)}px`
  popover.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`
  popover.style.top = up ? 'auto' : `${bottom + 4}px`
  popover.style.bottom = up ? `${innerHeight - top + 4}px` : 'auto'
}
