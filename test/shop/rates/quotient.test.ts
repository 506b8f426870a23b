import fc from 'fast-check'
import { expect, test } from 'vitest'
import { convert } from '../../../shop/money.ts'
import { type RateBook, rateOf } from '../../../shop/rates/book.ts'
import { quotient } from '../../../shop/rates/quotient.ts'

const published = Temporal.Instant.from('2026-11-23T15:00:00Z')

/** As the European Central Bank might publish: units for one euro. */
const book = (more: Partial<RateBook> = {}): RateBook => ({
  shop: 'CNY',
  fixed: new Map(),
  source: { perEuro: { USD: '1.1531', CNY: '8.1992', JPY: '180.53', KWD: '0.3537' }, publishedAt: published },
  margin: '0',
  staleAfterHours: 126,
  ...more,
})

const rate = (currency: string, more?: Partial<RateBook>) => rateOf(book(more), currency, published)?.rate

test('a rate by way of the euro has ten significant digits, half up', () => {
  // 8.1992 / 1.1531 = 7.110571502905... and 8.1992 / 180.53 = 0.045417382...
  expect(rate('USD')).toBe('7.110571503')
  expect(rate('JPY')).toBe('0.04541738215')
  expect(rate('EUR')).toBe('8.1992')
  expect(rate('CNY')).toBe('1')
  expect(quotient(['2'], ['3'])).toBe('0.6666666667')
  expect(quotient(['1'], ['8'])).toBe('0.125')
  expect(quotient(['99999999999'], ['1'])).toBe('99999999999')
  expect(quotient(['0.99999999999'], ['1'])).toBe('1')
})

test('a margin lessens what a foreign amount is worth, and rounds together with the rate', () => {
  // 8.1992 * 0.985 / 1.1531
  expect(rate('USD', { margin: '1.5' })).toBe('7.00391293')
  expect(rate('EUR', { margin: '2.25' })).toBe('8.014718')
})

test('a rate by hand outweighs the source, without margin and however old', () => {
  const fixed = new Map([['USD', { rate: '7.12', setAt: published.subtract({ hours: 9000 }), setBy: 'U1' }]])
  const found = rateOf(book({ fixed, margin: '5' }), 'USD', published)
  expect(found).toMatchObject({ rate: '7.12', minor: '7.12', from: 'fixed', stale: false })
})

test('what orders keep is from minor unit to minor unit', () => {
  expect(rateOf(book(), 'JPY', published)?.minor).toBe('4.541738215')
  // 1,000 yen; 1.234 dinars of three decimals
  expect(convert(1000n, rateOf(book(), 'JPY', published)?.minor ?? '')).toBe(45_42n)
  expect(convert(1234n, rateOf(book(), 'KWD', published)?.minor ?? '')).toBe(28_61n)
})

test('rates of a source are stale once they are older than allowed, to the second', () => {
  const at = (hours: number, seconds: number) =>
    rateOf(book({ staleAfterHours: 24 }), 'USD', published.add({ hours, seconds }))?.stale
  expect(at(24, 0)).toBe(false)
  expect(at(24, 1)).toBe(true)
})

test.each(['GBP', 'XXX', '', 'constructor', '__proto__'])('there is no rate of %j', (currency) => {
  expect(rateOf(book(), currency, published)).toBeNull()
})

test('there is no rate where the source does not know the shop’s own currency', () => {
  expect(rateOf(book({ shop: 'BRL' }), 'USD', published)).toBeNull()
})

const decimal = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.nat({ max: 8 })).map(([digits, places]) => {
  const text = String(digits).padStart(places + 1, '0')
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`
})

const scaled = (text: string): [bigint, bigint] => {
  const [whole = '', fraction = ''] = text.split('.')
  return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)]
}

test('a quotient is nearer to the true one than half of its last digit, never zero, and has at most ten significant digits', () => {
  fc.assert(
    fc.property(decimal, decimal, (over, under) => {
      const text = quotient([over], [under])
      const [[a, sa], [b, sb], [q, sq]] = [scaled(over), scaled(under), scaled(text)]
      const digits = text.replace('.', '').replace(/^0+/, '')
      expect(q > 0n).toBe(true)
      if (text.includes('.')) expect(digits.length).toBeLessThanOrEqual(10)
      // |q/sq - (a sb)/(b sa)| <= half a unit of the tenth digit or of the last integer digit
      const [top, bottom] = [a * sb, b * sa]
      const difference = q * bottom - top * sq
      const distance = difference < 0n ? -difference : difference
      const relative = distance * 2n * 10n ** 9n <= top * sq
      const whole = distance * 2n <= bottom * sq
      expect(relative || whole).toBe(true)
    }),
  )
})
