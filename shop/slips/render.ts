import { locales, t } from '../i18n/index.ts'
import { Thread } from '../thread.ts'
import type { SlipWords } from './draw.ts'
import type { PackingSlip } from './slip.ts'

const drawer = new Thread<SlipWords, Uint8Array>(new URL('./worker.ts', import.meta.url))

/** Once in every language: whoever packs reads one of them. */
const inAll = (word: (locale: (typeof locales)[number]) => string): string =>
  [...new Set(locales.map(word))].join(' · ')

/** A packing slip as PNG, in every language at once. Takes about 0.1 s, the first after a while 0.5 s. */
export async function renderSlip(
  { order, shipment, carrier, tracking, lines }: PackingSlip,
  shop: string,
): Promise<Buffer> {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  const { buffer, byteOffset, byteLength } = await drawer.do({
    shop,
    title: inAll((locale) => t(locale, 'slip.title')),
    order,
    about: [
      inAll((locale) => t(locale, 'slip.parcel', { order, shipment })),
      ...(carrier || tracking ? [[carrier, tracking].filter(Boolean).join('  ')] : []),
    ],
    lines: lines.map(({ quantity, name, nameZh, sku }) => ({
      ...{ quantity: `${quantity} ×`, sku },
      name: nameZh && nameZh !== name ? `${name} ${nameZh}` : name,
    })),
    total: inAll((locale) => t(locale, 'order.pieces', { count: pieces })),
  })
  return Buffer.from(buffer, byteOffset, byteLength)
}
