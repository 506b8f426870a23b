import type { Basket, BasketLine, Facts } from '../../../shop/promotions/basket.ts'
import { readForm } from '../../../shop/promotions/form.ts'
import { type Promotion, readPromotion } from '../../../shop/promotions/promotion.ts'
import { typeOf } from '../../../shop/promotions/types/index.ts'
import { now } from '../goods.ts'

const zone = 'Asia/Shanghai'

/** A promotion by what a person writes in its form; throws what is wrong with that. */
export function promotion(code: string, type: string, texts: Record<string, string>, status = 'active'): Promotion {
  const form = readForm(
    typeOf(type),
    { name: code, priority: '100', get_percent: '100', ...texts },
    { currency: 'CNY', zone },
  )
  if ('problems' in form) throw new Error(JSON.stringify(form.problems))
  return readPromotion({ code, type, status, currency: 'CNY', version: 1, ...form.value }, zone)
}

export const line = (sku: string, quantity: number, unitPrice: bigint, more: Partial<BasketLine> = {}): BasketLine => ({
  sku,
  quantity,
  unitPrice,
  categories: [],
  tags: [],
  merchant: null,
  ...more,
})

export const basket = (lines: BasketLine[], more: Partial<Basket> = {}): Basket => ({
  currency: 'CNY',
  lines,
  customer: 'c1',
  region: null,
  ...more,
})

export const facts = (more: Partial<Facts> = {}): Facts => ({
  at: now,
  firstOrder: false,
  coupon: null,
  used: new Map(),
  ...more,
})
