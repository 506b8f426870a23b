import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { Chart as Picture } from 'chart.js'
import { configOf } from '../../../analytics/charts/config.ts'
import type { Chart } from '../../../analytics/charts/data.ts'
import '../../../analytics/charts/draw.ts'
import { picture } from '../../../analytics/charts/style.ts'

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Words of a picture, in its units. */
interface Text extends Box {
  readonly words: string
  readonly size: number
  /** By how much they are pressed together. */
  readonly pressed: number
  /** Whether they reach beyond what is drawn of them. */
  readonly isCut: boolean
}

/** All words of a chart as they are drawn. */
export function textsOf(chart: Chart): Text[] {
  const canvas = createCanvas(picture.width, picture.height)
  const context = canvas.getContext('2d')
  const texts: Text[] = []
  const whole: Box = { left: 0, top: 0, right: picture.width, bottom: picture.height }
  let [last, shown] = [whole, whole]
  const { rect, restore } = context
  const clip = context.clip.bind(context) as () => void
  context.rect = (left, top, width, height) => {
    last = { left, top, right: left + width, bottom: top + height }
    rect.call(context, left, top, width, height)
  }
  context.clip = () => {
    shown = last
    clip()
  }
  context.restore = () => {
    shown = whole
    restore.call(context)
  }
  context.fillText = (words, x, y, room = Infinity) => {
    const ink = context.measureText(words)
    const box = boxOf(context, [
      { x: x - ink.actualBoundingBoxLeft, y: y - ink.actualBoundingBoxAscent },
      { x: x + ink.actualBoundingBoxRight, y: y + ink.actualBoundingBoxDescent },
    ])
    const isCut = box.left < shown.left || box.right > shown.right || box.top < shown.top || box.bottom > shown.bottom
    const size = Number(/([\d.]+)px/.exec(context.font)?.[1])
    if (words.trim()) texts.push({ words, size, ...box, pressed: Math.max(0, ink.width - room), isCut })
  }
  new Picture(canvas as unknown as HTMLCanvasElement, configOf(chart)).destroy()
  return texts
}

/** Where two corners are in the picture, in its units. */
function boxOf(context: SKRSContext2D, corners: { x: number; y: number }[]): Box {
  const place = context.getTransform()
  const points = corners.map((corner) => place.transformPoint(corner))
  const [xs, ys] = [points.map(({ x }) => x / picture.density), points.map(({ y }) => y / picture.density)]
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
}

const meet = (one: Box, two: Box) =>
  one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom

/** What is wrong with the words of a chart where a phone shows it 360 wide. */
export function faultsOf(chart: Chart): string[] {
  const texts = textsOf(chart)
  const of = (wrong: (text: Text) => boolean, what: string) =>
    texts.filter(wrong).map(({ words }) => `${words}: ${what}`)
  return [
    ...of(({ size }) => (size * 360) / picture.width < 9.5, 'too small'),
    ...of(({ pressed }) => pressed > 1, 'pressed together'),
    ...of(({ isCut }) => isCut, 'cut off'),
    ...texts.flatMap((one, at) =>
      texts
        .slice(at + 1)
        .filter((two) => meet(one, two))
        .map((two) => `${one.words}: over ${two.words}`),
    ),
  ]
}
