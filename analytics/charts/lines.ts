import { shortened, type Type, widthOf } from '../../shop/text-width.ts'

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
