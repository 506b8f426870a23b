import { toBuffer } from 'bwip-js/node'

/** Which codes Backroom writes: a square one that also reads when a photo is askew, and a bar code for hand scanners. */
export type CodeKind = 'qrcode' | 'code128'

/** What Code 128 can write without loss in any reader: printable ASCII. */
export const fitsCode128 = (text: string): boolean => /^[\x20-\x7e]{1,80}$/.test(text)

/** A code of a text as PNG, black on white with the quiet zone that readers need, the bar code with its text below. */
export function drawCode(kind: CodeKind, text: string): Promise<Buffer> {
  const page = { backgroundcolor: 'FFFFFF', padding: 8 }
  return kind === 'qrcode'
    ? toBuffer({ bcid: kind, text: Buffer.from(text).toString('binary'), binarytext: true, scale: 6, ...page })
    : toBuffer({ bcid: kind, text, scale: 4, height: 18, includetext: true, ...page })
}
