import { createCanvas } from '@napi-rs/canvas'
import { Chart as Picture } from 'chart.js'
import { configOf } from '../../../analytics/charts/config.ts'
import type { Chart } from '../../../analytics/charts/data.ts'
import '../../../analytics/charts/draw.ts'
import { picture } from '../../../analytics/charts/style.ts'

/** Words of a picture: how high they are set, where their ink is, and by how much they are pressed together. In its units. */
export interface Text {
  readonly words: string
  readonly size: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly pressed: number
}

/** All words of a chart as they are drawn. */
export function textsOf(chart: Chart): Text[] {
  const canvas = createCanvas(picture.width, picture.height)
  const context = canvas.getContext('2d')
  const texts: Text[] = []
  context.fillText = (words, x, y, room = Infinity) => {
    const ink = context.measureText(words)
    const place = context.getTransform()
    // Drawn at twice the density.
    const at = (right: number, down: number) => {
      const point = place.transformPoint({ x: x + right, y: y + down })
      return { x: point.x / 2, y: point.y / 2 }
    }
    const corners = [
      at(-ink.actualBoundingBoxLeft, -ink.actualBoundingBoxAscent),
      at(ink.actualBoundingBoxRight, ink.actualBoundingBoxDescent),
    ]
    const [xs, ys] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)]
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    const size = Number(/([\d.]+)px/.exec(context.font)?.[1])
    if (words.trim()) texts.push({ words, size, left, right, top, bottom, pressed: Math.max(0, ink.width - room) })
  }
  new Picture(canvas as unknown as HTMLCanvasElement, configOf(chart)).destroy()
  return texts
}

/** What is wrong with the words of a chart where a phone shows it 360 wide. */
export function faultsOf(chart: Chart): string[] {
  const texts = textsOf(chart)
  const of = (wrong: (text: Text) => boolean, what: string) =>
    texts.filter(wrong).map(({ words }) => `${words}: ${what}`)
  return [
    ...of(({ size }) => (size * 360) / picture.width < 9.5, 'too small'),
    ...of(({ pressed }) => pressed > 1, 'pressed together'),
    ...of(
      ({ left, right, top, bottom }) => left < 0 || top < 0 || right > picture.width || bottom > picture.height,
      'cut off',
    ),
    ...texts.flatMap((one, at) =>
      texts
        .slice(at + 1)
        .filter((two) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom)
        .map((two) => `${one.words}: over ${two.words}`),
    ),
  ]
}
