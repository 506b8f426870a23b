import { createCanvas } from '@napi-rs/canvas'
import { fontFamily } from './fonts.ts'

const side = 24
const context = createCanvas(side, side).getContext('2d')

const pictureOf = (character: string): Buffer => {
  context.clearRect(0, 0, side, side)
  context.font = `16px ${fontFamily}`
  context.fillText(character, 4, 18)
  return Buffer.from(context.getImageData(0, 0, side, side).data.buffer)
}

/** The box that stands for what no font has: no font has this one. */
const box = pictureOf('\u{10ffff}')

const drawn = new Map<string, boolean>()

/** Whether a font here, of ours or of the machine, has a character: only drawing it tells. */
function canDraw(character: string): boolean {
  if (character <= '~') return true
  const known = drawn.get(character)
  if (known !== undefined) return known
  const can = !pictureOf(character).equals(box)
  drawn.set(character, can)
  return can
}

const signs = /[^\p{L}\p{M}\p{N}]/u
const all = /./su

/**
 * A text from outside as it can be drawn. Signs that no font has are left out (☕ of “☕ Coffee”). Where letters are missing,
 * what goes by `id` is called by that; what is still missing then is an ellipsis.
 */
export function drawable(text: string, id = text): string {
  const words = withoutMissing(text, signs, '')
  if (words && [...words].every(canDraw)) return words
  return withoutMissing(withoutMissing(id, signs, ''), all, '…') || '…'
}

/** Drops the missing characters of a kind, each stretch of them for what stands instead. */
function withoutMissing(text: string, kind: RegExp, instead: string): string {
  const kept = [...text.normalize('NFC')].map((one) => (kind.test(one) && !canDraw(one) ? '\0' : one))
  return kept.join('').replaceAll(/\0+/g, instead).replaceAll(/\s+/g, ' ').trim()
}
