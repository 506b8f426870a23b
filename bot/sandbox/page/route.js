/** @typedef {{ as: string | null, at: string | null, thread: string | null, find: string | null }} Place */

/**
 * Where the address's hash points: `#C1?as=U1&thread=1700000000.000100`, or a permalink's `#C1/p1700000000000100`.
 * @param {string} hash
 * @returns {Place}
 */
export function placeOf(hash) {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?')
  const [at = '', permalink = ''] = path.split('/')
  const asked = new URLSearchParams(query)
  const [, seconds, micros] = /^p(\d+)(\d{6})$/.exec(permalink) ?? []
  return {
    as: asked.get('as'),
    at: at || null,
    thread: asked.get('thread'),
    find: seconds ? `${seconds}.${micros}` : null,
  }
}
