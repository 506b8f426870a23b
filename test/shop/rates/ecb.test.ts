import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEcb } from '../../../shop/rates/ecb.ts'
import { anyText } from '../../any-text.ts'
import { ecbFile } from './file.ts'

const now = Temporal.Instant.from('2026-11-24T18:00:00Z')

const good = ecbFile({ USD: '1.1531', JPY: '180.53', CNY: '8.1992', TRY: '48.1740' })

test('the daily file gives its rates as they are written, and when they were published', () => {
  const read = readEcb(good, now)
  expect(read.ok && read.value.perEuro).toEqual({ USD: '1.1531', JPY: '180.53', CNY: '8.1992', TRY: '48.1740' })
  // 16:00 in Frankfurt is 15:00 UTC in winter, 14:00 in summer.
  expect(read.ok && String(read.value.publishedAt)).toBe('2026-11-24T15:00:00Z')
  const summer = readEcb(ecbFile({ USD: '1.1' }, '2026-07-01'), now)
  expect(summer.ok && String(summer.value.publishedAt)).toBe('2026-07-01T14:00:00Z')
})

test.each([
  ['nothing', ''],
  ['no XML', 'rates'],
  ['a page', '<!DOCTYPE html><html><body>Sign in</body></html>'],
  ['a file cut short', good.slice(0, -40)],
  ['an entity bomb', good.replace('<gesmes:Envelope', '<!DOCTYPE x [<!ENTITY a "&a;&a;">]><gesmes:Envelope')],
  ['an outside entity', `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${ecbFile({ USD: '&a;' })}`],
  ['no rates', ecbFile({})],
  ['a rate of zero', ecbFile({ USD: '1.1', JPY: '0.000' })],
  ['a negative rate', ecbFile({ USD: '-1.1' })],
  ['an exponent', ecbFile({ USD: '1e5' })],
  ['a rate that is none', ecbFile({ USD: 'NaN' })],
  ['a currency that is none', ecbFile({ DOLLAR: '1.1' })],
  ['the name of a prototype', ecbFile({ USD: '1.1' }).replace('USD', '__proto__')],
  ['a currency twice', ecbFile({ USD: '1.1' }).replace('</Cube>', "<Cube currency='USD' rate='9'/></Cube>")],
  ['a day that is none', ecbFile({ USD: '1.1' }, '2026-02-30')],
  ['a day to come', ecbFile({ USD: '1.1' }, '2026-12-24')],
  [
    'two days',
    good.replace('</Cube>\n	</Cube>', "</Cube><Cube time='2026-11-23'><Cube currency='USD' rate='1'/></Cube></Cube>"),
  ],
  ['no attributes', good.replaceAll("rate='", "value='")],
])('%s is refused whole', (_, xml) => {
  expect(readEcb(xml, now)).toMatchObject({ ok: false, code: 'rate.malformed' })
})

test('whatever is sent, it is read or refused and never throws', () => {
  const piece = fc.oneof(fc.string(), anyText(), fc.constantFrom('<Cube', '/>', '&#x0;', '<![CDATA[', '<!--', good))
  fc.assert(
    fc.property(fc.nat({ max: good.length }), fc.nat({ max: 60 }), piece, (at, length, text) => {
      const read = readEcb(good.slice(0, at) + text + good.slice(at + length), now)
      if (!read.ok) expect(read.code).toBe('rate.malformed')
      else for (const rate of Object.values(read.value.perEuro)) expect(rate).toMatch(/^\d+(\.\d+)?$/)
    }),
    { numRuns: 500 },
  )
})
