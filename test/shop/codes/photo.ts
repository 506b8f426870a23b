import { createCanvas, loadImage } from '@napi-rs/canvas'

/** What befell a code on its way into a photo. `turn` in degrees, `blur` in pixels, `noise` in steps of 256, `light` 0 to 1. */
export interface Circumstances {
  turn: number
  blur: number
  noise: number
  light: number
  size: number
}

/** Sixteen photos: turned, blurred, noisy and dark by different degrees, the last ones all at once. */
export const circumstances: Circumstances[] = [
  ...[0, 7, 90, 180, -12, 33, -45, 200].map((turn) => ({ turn, blur: 0.5, noise: 20, light: 0.9, size: 1 })),
  ...[1.2, 1.8, 2.2].map((blur) => ({ turn: 3, blur, noise: 15, light: 0.8, size: 1.1 })),
  ...[0.5, 0.35].map((light) => ({ turn: -4, blur: 0.8, noise: 20, light, size: 1 })),
  ...[40, 60].map((noise) => ({ turn: 2, blur: 0.6, noise, light: 0.8, size: 1 })),
  { turn: 25, blur: 1, noise: 35, light: 0.55, size: 1.2 },
]

/** A photo of a code on a table, as a telephone saves it. The same each time. */
export async function photoOf(code: Uint8Array, { turn, blur, noise, light, size }: Circumstances): Promise<Buffer> {
  const image = await loadImage(Buffer.from(code))
  const side = 1200
  const canvas = createCanvas(side, side)
  const context = canvas.getContext('2d')
  context.fillStyle = '#cfc8bd'
  context.fillRect(0, 0, side, side)
  context.translate(side / 2, side / 2)
  context.rotate((turn * Math.PI) / 180)
  context.filter = `blur(${blur}px)`
  context.drawImage(
    image,
    (-image.width * size) / 2,
    (-image.height * size) / 2,
    image.width * size,
    image.height * size,
  )
  const pixels = context.getImageData(0, 0, side, side)
  const random = seeded()
  for (let at = 0; at < pixels.data.length; at += 4) {
    const grain = (random() - 0.5) * noise
    for (let colour = at; colour < at + 3; colour++) pixels.data[colour] = (pixels.data[colour] ?? 0) * light + grain
  }
  context.putImageData(pixels, 0, 0)
  return canvas.toBuffer('image/jpeg', 60)
}

/** A picture of a cat. */
export function cat(): Buffer {
  const canvas = createCanvas(640, 480)
  const context = canvas.getContext('2d')
  context.fillStyle = '#87a96b'
  context.fillRect(0, 0, 640, 480)
  context.fillStyle = '#5b4636'
  for (const [x, y, radius] of [
    [320, 300, 120],
    [320, 160, 80],
  ] as const) {
    context.beginPath()
    context.arc(x, y, radius, 0, 2 * Math.PI)
    context.fill()
  }
  for (const x of [265, 375]) context.fillRect(x - 18, 60, 36, 60)
  context.fillStyle = '#ffd54f'
  for (const x of [290, 350]) context.fillRect(x - 8, 150, 16, 10)
  return canvas.toBuffer('image/jpeg', 80)
}

function seeded() {
  let state = 5
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
}
