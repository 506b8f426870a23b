import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createCanvas, type Image, loadImage } from '@napi-rs/canvas'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

// Left alone it would fetch this file from a public host.
const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })

/** Longest side that is looked at, in pixels: telephones give more, and cost grows with the area. */
const LONGEST = 1600

/** By how many degrees a picture is turned until something is read; right angles are the reader's own matter. */
const turns = [0, 15, -15, 30, -30, 45, -45, 60, -60, 75, -75]

/** The texts of the QR codes and Code 128 bar codes in a picture, each once; empty where none is readable, null where it is no picture. */
export async function decode(picture: Uint8Array): Promise<string[] | null> {
  const image = await loadImage(Buffer.from(picture)).catch(() => null)
  if (!image) return null
  for (const turn of turns) {
    const found = await readBarcodes(turned(image, turn), {
      formats: ['QRCode', 'Code128'],
      tryHarder: true,
      maxNumberOfSymbols: 8,
    })
    const texts = found.filter(({ isValid }) => isValid).map(({ text }) => text)
    if (texts.length > 0) return [...new Set(texts)]
  }
  return []
}

/** The pixels of a picture turned about its middle, on white and small enough. */
function turned(image: Image, degrees: number): ImageData {
  const scale = Math.min(1, LONGEST / Math.max(image.width, image.height))
  const [width, height] = [Math.ceil(image.width * scale), Math.ceil(image.height * scale)]
  const diagonal = Math.ceil(Math.hypot(width, height))
  const [wide, high] = degrees === 0 ? [width, height] : [diagonal, diagonal]
  const canvas = createCanvas(wide, high)
  const context = canvas.getContext('2d')
  context.fillStyle = 'white'
  context.fillRect(0, 0, wide, high)
  context.translate(wide / 2, high / 2)
  context.rotate((degrees * Math.PI) / 180)
  context.drawImage(image, -width / 2, -height / 2, width, height)
  // The same pixels; the type that the reader names is a browser's.
  return context.getImageData(0, 0, wide, high) as unknown as ImageData
}
