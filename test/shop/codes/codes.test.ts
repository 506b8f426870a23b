import { expect, test } from 'vitest'
import { drawCode, fitsCode128 } from '../../../shop/codes/draw.ts'
import { readCodes } from '../../../shop/codes/read.ts'
import { cat, circumstances, photoOf } from './photo.ts'

/** What the photos of 16 codes say: each of its own number, so that one that is misread shows. */
async function readAll(kind: 'qrcode' | 'code128') {
  const outcomes = await Promise.all(
    circumstances.map(async (each, index) => {
      const number = `1${kind.length}${index}04${index}`
      const read = await readCodes(await photoOf(await drawCode(kind, number), each))
      if (!read.ok) return 'refused'
      return read.value.length === 0 ? 'unread' : read.value.join() === number ? 'read' : 'misread'
    }),
  )
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length
  return { read: count('read'), misread: count('misread'), of: outcomes.length }
}

test('every QR code is read from turned, blurred, noisy and dark photos', async () => {
  expect(await readAll('qrcode')).toEqual({ read: 16, misread: 0, of: 16 })
})

test('nearly every bar code is, and none is misread', async () => {
  const { read, misread } = await readAll('code128')
  expect(read).toBeGreaterThanOrEqual(14)
  expect(misread).toBe(0)
})

test('codes take numbers of any script, bar codes what all their readers know', async () => {
  const text = '订单-١٠٤٢_é'
  expect(await readCodes(await drawCode('qrcode', text))).toEqual({ ok: true, value: [text] })
  expect([text, '11029', ' ', '', 'x'.repeat(81)].map(fitsCode128)).toEqual([false, true, true, false, false])
})

test('a picture without a code says nothing; what is none, is cut off or far too large is refused', async () => {
  expect(await readCodes(cat())).toEqual({ ok: true, value: [] })
  expect(await readCodes(Buffer.from('GIF-like text'))).toMatchObject({ code: 'photo.no_picture' })
  expect(await readCodes(new Uint8Array())).toMatchObject({ code: 'photo.no_picture' })
  const png = await drawCode('qrcode', 'A')
  expect(await readCodes(png.subarray(0, 60))).toMatchObject({ code: 'photo.no_picture' })
  const bomb = Buffer.from(png)
  bomb.writeUInt32BE(60_000, 16)
  bomb.writeUInt32BE(60_000, 20)
  expect(await readCodes(bomb)).toMatchObject({ code: 'photo.too_large' })
})
