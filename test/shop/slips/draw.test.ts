import { expect, test } from 'vitest'
import { drawSlip } from '../../../shop/slips/draw.ts'

const slip = (name: string, about = 'Ana, by post') =>
  drawSlip({
    ...{ shop: 'Tea & Silk', title: 'Packing slip', order: '1001', about: [about], total: '2 pieces' },
    lines: [{ quantity: '2 ×', name, sku: 'TEA-1' }],
  })

// Gurung Khema: letters that hardly any font has.
const letters = '\u{16100}\u{16101}'

test('a slip never shows boxes: goods whose letters no font has go by their sku, and what has no other name is an ellipsis', async () => {
  expect((await slip(letters)).equals(await slip('TEA-1'))).toBe(true)
  expect((await slip('Tea', letters)).equals(await slip('Tea', '…'))).toBe(true)
  expect((await slip('Tea')).equals(await slip('TEA-1'))).toBe(false)
})

test('a name that has no room is cut with an ellipsis, and what follows changes nothing', async () => {
  const long = 'Premium green tea from Hangzhou, spring harvest, in a box of cedar'
  expect((await slip(`${long} one`)).equals(await slip(`${long} two`))).toBe(true)
})
