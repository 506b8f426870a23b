import fc from 'fast-check'
import { anyText } from './any-text.ts'

/** Whoever is notified by one of these was reached by text from outside. */
export const hostilePings = ['channel', 'here', 'everyone', 'U0PINGED', 'S0PINGED']

/** Where a link leads that text from outside made. */
export const hostileLink = '<https://hostile.example'

/** Text that has broken something somewhere. */
export const hostileTexts = [
  ...[
    '',
    ' ',
    '\t\n',
    '/',
    '"',
    "'",
    '\\',
    '`',
    '*_~',
    '--',
    '-- ',
    '🎉',
    '\u200b',
    '\u202e',
    '\0',
    '\ud800',
    '\u0301',
  ],
  ...['<!channel>', '<!here|here>', '&lt;!channel&gt;', '<@U0PINGED>', '<!subteam^S0PINGED>', '`<!everyone>`'],
  ...[`${hostileLink}|prize>`, '*<!channel>* & <b>', '“<!channel>”', '{slash} {0} {count, plural,', '%s%n$&$1'],
  ...["'; drop table orders; --", "1' or '1'='1", '=1+1', '=HYPERLINK("https://hostile.example")', '@SUM(1)'],
  ...['0', '-1', '-0', '0.001', '1.5', '1,5', '1e9', '1e309', 'NaN', 'Infinity', '0x10', '９９', '٣', '9'.repeat(40)],
  ...['9223372036854775808', '2147483648', '99:99', '2026-02-30', '+275760-09-13', '0000-00-00', '../../etc/passwd'],
  ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'true', '[]', '{}', 'مرحبا', '漢字 和', '👩‍👩‍👧‍👦'],
  ...[
    'x'.repeat(10_000),
    '漢'.repeat(10_000),
    '🫖'.repeat(400),
    '<&>'.repeat(1_000),
    'a '.repeat(5_000),
    '×9,'.repeat(900),
  ],
]

/** Values that are no text, where text or anything else is expected. */
const hostileOthers: readonly unknown[] = [
  ...[0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, true, false, null, [], {}, [null], [[]], { sku: {} }],
]

/** Hostile text, from the list or made up. */
export const hostileText = fc.oneof(
  { arbitrary: fc.constantFrom(...hostileTexts), weight: 3 },
  { arbitrary: anyText({ maxLength: 300 }), weight: 1 },
)

/** Hostile values as JSON can hold them, of any type. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: hostileText, weight: 3 },
  { arbitrary: fc.constantFrom(...hostileOthers), weight: 1 },
  { arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }), weight: 1 },
)

/** Every field of a value, however deep, with the object or list that holds it. */
function placesOf(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return []
  const owner = value as Record<string, unknown>
  return Object.keys(owner).flatMap((name): [Record<string, unknown>, string][] => [
    [owner, name],
    ...placesOf(owner[name]),
  ])
}

/** A value with one of its fields, however deep, gone or replaced, or with one more beside it; or something else instead. */
export const spoilt = (value: unknown, other: fc.Arbitrary<unknown> = hostileValue): fc.Arbitrary<unknown> =>
  fc
    .record({
      at: fc.nat(10_000),
      other,
      how: fc.oneof(
        { arbitrary: fc.constantFrom('replace', 'remove', 'add'), weight: 9 },
        { arbitrary: fc.constant('whole'), weight: 1 },
      ),
    })
    .map(({ at, other: put, how }) => {
      if (how === 'whole') return put
      const whole = structuredClone(value)
      const places = placesOf(whole)
      const [owner, name] = places[at % places.length] ?? [{}, '']
      if (how === 'remove' && !Array.isArray(owner)) delete owner[name]
      else if (how === 'add' && !Array.isArray(owner)) owner.more = put
      else owner[name] = put
      return whole
    })
