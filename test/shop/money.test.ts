import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, convert, formatMoney, minorRate, parseAmount, toDecimal } from '../../shop/money.ts'

const currency = fc.constantFrom('CNY', 'JPY', 'KWD', 'BRL', 'USD', 'CLF')
const amount = fc.bigInt({ min: 0n, max: 10n ** 15n })
const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 20 })
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n)

test('an amount written with all its decimals is read as the same amount', () => {
  fc.assert(
    fc.property(amount, currency, (minor, code) => {
      expect(parseAmount(toDecimal(minor, code), code)).toEqual({ ok: true, value: minor })
    }),
  )
})

test('whatever text is read as an amount is digits with at most the decimals of the currency', () => {
  fc.assert(
    fc.property(fc.string(), currency, (text, code) => {
      const read = parseAmount(text, code)
      if (read.ok) expect(text.trim()).toMatch(/^[0-9]+(\.[0-9]+)?$/)
    }),
  )
})

test.each([
  '-5',
  '+5',
  '1e9',
  '12.345',
  '¥',
  '१२',
  '1,000',
  '٣',
  '0x10',
  '1_000',
  '.5',
  '5.',
  '',
  '1 2',
  '9'.repeat(16),
])('“%s” is no amount in CNY', (text) =>
  expect(parseAmount(text, 'CNY')).toMatchObject({ code: 'amount.malformed', values: { example: '12.00' } }),
)

test.each([
  [12_34n, 'CNY', '12.34'],
  [5n, 'CNY', '0.05'],
  [-5n, 'CNY', '-0.05'],
  [1234n, 'JPY', '1234'],
  [1234n, 'KWD', '1.234'],
])('%s minor units of %s are %s', (minor, code, text) => expect(toDecimal(minor, code)).toBe(text))

test('a share of nothing is nothing, and shares add up to the whole, each within one unit of its part', () => {
  fc.assert(
    fc.property(amount, weights, (whole, parts) => {
      const shares = allocate(whole, parts)
      expect(sum(shares)).toBe(whole)
      const total = sum(parts)
      if (total === 0n) return void expect(shares[0]).toBe(whole)
      for (const [index, share] of shares.entries()) {
        const exact = (whole * (parts[index] ?? 0n)) / total
        expect(share === exact || share === exact + 1n).toBe(true)
        if (parts[index] === 0n) expect(share).toBe(0n)
      }
    }),
    // What an assertion gives is no answer of the property.
    { examples: [[0n, [0n]]] },
  )
})

test('shares of an amount within the weights never exceed them: a discount leaves no line negative', () => {
  fc.assert(
    fc.property(weights, fc.nat({ max: 100 }), (parts, percent) => {
      const shares = allocate((sum(parts) * BigInt(percent)) / 100n, parts)
      for (const [index, share] of shares.entries()) expect(share <= (parts[index] ?? 0n)).toBe(true)
    }),
  )
})

test('conversion rounds half away from zero, and at rate 1 changes nothing', () => {
  expect(convert(1n, '0.5')).toBe(1n)
  expect(convert(-1n, '0.5')).toBe(-1n)
  expect(convert(3n, '0.4999')).toBe(1n)
  fc.assert(
    fc.property(amount, (minor) => {
      expect(convert(minor, '1')).toBe(minor)
    }),
  )
})

test('a quoted rate becomes one of minor units: 1 JPY at 0.05 CNY', () => {
  expect(minorRate('0.05', 'JPY', 'CNY')).toBe('5')
  expect(convert(200n, minorRate('0.05', 'JPY', 'CNY'))).toBe(10_00n)
  expect(convert(10_00n, minorRate('7', 'CNY', 'JPY'))).toBe(70n)
})

test('money is shown exactly, beyond what a float could hold', () => {
  expect(formatMoney(999_999_999_999_999n, 'CNY', 'en')).toBe('¥9,999,999,999,999.99')
})
