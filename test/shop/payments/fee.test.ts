import { expect, test } from 'vitest'
import { feeOf } from '../../../shop/payments/fee.ts'
import { rulesSchema } from '../../../shop/payments/rules.ts'

test('a fee is a percentage, half up, and a fixed part of its currency', async () => {
  const fee = (feePercent: string, feeFixed: Record<string, bigint>, amount: bigint, currency = 'CNY') =>
    feeOf(
      { code: '', names: null, enabled: true, version: '', rules: { ...rulesSchema.parse({}), feePercent, feeFixed } },
      amount,
      currency,
    )
  expect(fee('0.6', {}, 100_00n)).toBe(60n)
  expect(fee('2.9', { CNY: 30n }, 10_00n)).toBe(59n)
  expect(fee('0.6', {}, 75n)).toBe(0n)
  expect(fee('0.6', {}, 84n)).toBe(1n)
  expect(fee('0', { CNY: 30n }, 10_00n, 'USD')).toBe(0n)
  expect(fee('12.3456', {}, 1_000_000n)).toBe(123_456n)
})
