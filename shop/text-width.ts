import { createCanvas } from '@napi-rs/canvas'
import { fontFamily } from './fonts.ts'

const context = createCanvas(1, 1).getContext('2d')

/** How a text is set. */
export interface Type {
  readonly size: number
  readonly weight?: 'bold'
}

/** The same as a canvas takes it. */
export const fontOf = ({ size, weight }: Type): string => `${weight ?? 'normal'} ${size}px ${fontFamily}`

/** How wide a text is. */
export function widthOf(text: string, type: Type): number {
  context.font = fontOf(type)
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
