import { createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas'
import { drawCode, fitsCode128 } from '../codes/draw.ts'
import { drawable } from '../glyphs.ts'
import { fontOf, shortened, type Type } from '../text-width.ts'

/** A packing slip in words, ready to be drawn. */
export interface SlipWords {
  shop: string
  title: string
  /** What its codes say. */
  order: string
  about: readonly string[]
  lines: readonly { quantity: string; name: string; sku: string }[]
  total: string
}

const WIDTH = 1000
const MARGIN = 48
const LINE = 52
const QR = 220
const BARS = 130

/** A packing slip as PNG: shop, order number as QR code and bar code, and what is in the parcel. */
export async function drawSlip({ shop, title, order, about, lines, total }: SlipWords): Promise<Buffer> {
  const head = Math.max(MARGIN + QR, 180 + about.length * 36) + 24
  const canvas = createCanvas(WIDTH, head + (lines.length + 2) * LINE + (fitsCode128(order) ? BARS : 0) + MARGIN)
  const context = canvas.getContext('2d')
  context.fillStyle = 'white'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = 'black'
  const room = WIDTH - QR - 3 * MARGIN
  write(context, shop, MARGIN, 84, { size: 44, weight: 'bold', room })
  write(context, title, MARGIN, 136, { size: 30, room })
  for (const [index, text] of about.entries()) write(context, text, MARGIN, 190 + index * 36, { size: 24, room })
  context.drawImage(await loadImage(await drawCode('qrcode', order)), WIDTH - MARGIN - QR, MARGIN, QR, QR)
  let y = head + LINE
  for (const { quantity, name, sku } of lines) {
    context.fillRect(MARGIN, y - LINE + 10, WIDTH - 2 * MARGIN, 1)
    write(context, quantity, MARGIN, y - 8, { size: 28, weight: 'bold', room: 110 })
    write(context, drawable(name, sku), MARGIN + 120, y - 8, { size: 26, room: 560 })
    write(context, sku, MARGIN + 700, y - 8, { size: 24, room: 204 })
    y += LINE
  }
  context.fillRect(MARGIN, y - LINE + 10, WIDTH - 2 * MARGIN, 2)
  write(context, total, MARGIN, y - 8, { size: 26, weight: 'bold', room: WIDTH - 2 * MARGIN })
  if (fitsCode128(order)) {
    const bars = await loadImage(await drawCode('code128', order))
    // As high as there is room, and no wider than the page: a code that is pressed together reads badly.
    const scale = Math.min(BARS / bars.height, (WIDTH - 2 * MARGIN) / bars.width)
    context.drawImage(bars, MARGIN, y + 8, bars.width * scale, bars.height * scale)
  }
  return canvas.encode('png')
}

interface Style extends Type {
  /** What is wider is cut. */
  readonly room: number
}

function write(context: SKRSContext2D, text: string, x: number, y: number, { room, ...type }: Style): void {
  context.font = fontOf(type)
  context.fillText(shortened(drawable(text), room, type), x, y)
}
