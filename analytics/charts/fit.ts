import { createCanvas } from '@napi-rs/canvas'
import { fontFamily } from '../../shop/fonts.ts'

const context = createCanvas(1, 1).getContext('2d')

/** How a text is set. */
export interface Type {
  readonly size: number
  readonly weight?: 'bold'
}

/** How wide a text is. */
export function widthOf(text: string, { size, weight }: Type): number {
  context.font = `${weight ?? 'normal'} ${size}px ${fontFamily}`
  return context.measureText(text).width
}

/** A text cut down to a width, with an ellipsis before its last letters. */
export function shortened(text: string, room: number, type: Type, last = 0): string {
  if (widthOf(text, type) <= room) return text
  const letters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment)
  const end = last === 0 ? '' : letters.splice(-last).join('')
  const cut = (kept: number) => `${letters.slice(0, kept).join('').trimEnd()}…${end}`
  let [least, most] = [0, letters.length]
  while (least < most) {
    const kept = Math.ceil((least + most) / 2)
    if (widthOf(cut(kept), type) <= room) least = kept
    else most = kept - 1
  }
  return cut(least)
}

/** What stays on one line: a word, or a Chinese character with the marks that close it. */
const unbroken = /\p{sc=Han}[\p{Pe}\p{Pf}\p{Po}]*|[^\s\p{sc=Han}]+\s*|\s+/gu

/** A text in a line, or in two of about one length; what has no room is left out at the end of the first: figures come last. */
export function linesOf(text: string, room: number, type: Type): string[] {
  if (widthOf(text, type) <= room) return [text]
  const words = text.match(unbroken) ?? []
  const widths = words.map((word) => widthOf(word, type))
  const sum = (some: readonly number[]) => some.reduce((total, width) => total + width, 0)
  const [best] = widths
    .map((_, at) => ({ at, above: sum(widths.slice(0, at)), below: sum(widths.slice(at)) }))
    .filter(({ at, below }) => at > 0 && below <= room)
    .sort((a, b) => Math.max(a.above, a.below) - Math.max(b.above, b.below))
  if (!best) return [shortened(text, room, type)]
  const [above, below] = [words.slice(0, best.at), words.slice(best.at)].map((line) => line.join('').trim())
  return [shortened(above ?? '', room, type), below ?? '']
}
