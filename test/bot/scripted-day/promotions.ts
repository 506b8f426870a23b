import { expect } from 'vitest'
import type { Filling } from '../../../bot/sandbox/finding.ts'
import { at } from './acts.ts'
import type { Day } from './day.ts'
import { line, order, pay } from './shop.ts'

async function made(day: Day, type: string, fields: Record<string, Filling>): Promise<void> {
  const mei = at(day, 'mei')
  await mei.says(`/promo new ${type}`)
  await mei.fills(fields)
}

/** Three lamps go for 150 instead of 200; the fourth costs what it costs. */
export async function aFlashSale(day: Day): Promise<void> {
  const mei = at(day, 'mei')
  await mei.says('/promo new')
  await made(day, 'flash_sale', { code: 'FLASH', name: 'Lamps', price: '150', quantity: '3', skus: 'G-107' })
  await mei.says('/promo', 'FLASH')
  const buy = async (number: string, customer: string, quantity: number, off: number) => {
    await order(day, { number, customer, lines: [line('G-107', quantity, off)] })
    await pay(day, number)
  }
  await buy('P-1', 'c21', 1, 50_00)
  await buy('P-2', 'c22', 2, 100_00)
  await buy('P-3', 'c23', 1, 0)
  await mei.says('/promo pause FLASH', 'paused')
  await mei.says('/promo resume FLASH -- once more')
  await mei.says('/promo FLASH', '3')
  await mei.says('/promo edit FLASH')
  await mei.fills({ name_zh: '台灯' })
  await mei.says('/promo end FLASH -- sold out')
  await mei.says('/promo history FLASH', 'sold out')
}

/** Coupons of each kind are given out, found, exported, used and stopped. */
export async function couponsAreUsed(day: Day): Promise<void> {
  const mei = at(day, 'mei')
  const wanted = { code: 'TENNER', name: 'Ten off', off: '10', needs_coupon: 'yes' }
  await made(day, 'fixed_amount', wanted)
  await mei.says('/promo coupons TENNER')
  const batch = async (kind: string, fields: Record<string, Filling>) => {
    await mei.says('/promo coupons TENNER')
    await mei.person.click(`+ ${kind}`)
    await mei.fills(fields)
  }
  await batch('Public code', { coupon: 'SPRING10', coupon_uses: '2' })
  await batch('Single-use codes', { count: '5' })
  await batch('On registration', { valid_days: '30' })
  await mei.says('/promo simulate G-102×2 coupon SPRING10', '80.00')
  await mei.says('/promo simulate')
  await mei.fills({ items: 'G-102×2', coupon: 'SPRING10', customer: 'c24' })
  for (const [number, customer] of [
    ['P-4', 'c24'],
    ['P-5', 'c25'],
  ] as const) {
    await order(day, { number, customer, lines: [line('G-102', 2, 10_00)] }, { coupon: 'SPRING10' })
    await pay(day, number)
  }
  const third = { order: 'P-6', customer: { id: 'c26' }, items: [{ sku: 'G-102', quantity: 2 }], coupon: 'SPRING10' }
  expect((await day.ask('POST', '/shop/orders', third)).status).toBe(409)
  await day.tell('customer.registered', { id: 'c40', name: 'Customer c40', locale: 'zh-CN', region: '广州' })
  await mei.says('/promo find SPRING10', '2')
  await mei.says('/promo find')
  await mei.fills({ coupon: 'SPRING10' })
  await mei.says('/promo coupons TENNER')
  await mei.presses('promo.coupons_export')
  await mei.says('/promo coupons TENNER')
  await mei.presses('promo.coupons_stop')
}

/** Who spends 300 pays 50 less. */
export async function theMoreTheCheaper(day: Day): Promise<void> {
  await made(day, 'spend_threshold', { code: 'MORE', name: 'Spend 300', tiers: '300:50' })
  await order(day, { number: 'P-7', customer: 'c40', lines: [line('G-111', 2, 50_00)], tax: 6_00 })
  await pay(day, 'P-7', { method: 'wechat_pay' })
  await at(day, 'mei').says('/promo end MORE')
}
