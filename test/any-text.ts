import fc from 'fast-check'

/** UTF-16 keeps these code points for pairs; no text has them by themselves. */
const surrogates = { first: 0xd800, count: 0x800 }

/** Any character there is. `unit: 'binary'` draws the same, from a map of them all: 100 MB, 2 s of a processor. */
const anyCharacter = fc.nat({ max: 0x10ffff - surrogates.count }).map(
  (index) => String.fromCodePoint(index < surrogates.first ? index : index + surrogates.count),
  (text) => {
    const point = typeof text === 'string' ? [...text][0]?.codePointAt(0) : undefined
    if (point === undefined || text !== String.fromCodePoint(point)) throw new Error('not one character')
    return point < surrogates.first ? point : point - surrogates.count
  },
)

/** Text of any characters: control characters, those of no known script, and what trips programs up. */
export const anyText = (length: { minLength?: number; maxLength?: number } = {}) =>
  fc.string({ ...length, unit: anyCharacter })
