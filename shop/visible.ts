/** Whether a text has anything to see: not only spaces, and characters that take no room. */
export const isVisible = (text: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text)

/**
 * What someone meant who pasted or typed a name with full-width letters or with characters that take no room: plain
 * letters, without those.
 */
export const plainly = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
