import fc from 'fast-check'

export const SKUS = ['A', 'B', 'UNTRACKED']
const ORDERS = 5
/** Members who decide, by number. */
const DECIDERS = 3
export const providerMoods = ['pays', 'declines', 'breaks', 'loses its answer'] as const

const sku = fc.constantFrom(...SKUS)
const order = fc.integer({ min: 1, max: ORDERS }).map((n) => `S-${n}`)
/** The orders of exchanges as well, which are there at times. */
const anyOrder = fc.oneof({ weight: 3, arbitrary: order }, fc.constantFrom('S-1-X1', 'S-1-X2', 'S-2-X1'))
/** One of those that are in a state for the step, if there is any. */
const refund = fc.nat({ max: 9 })
const payment = fc.constantFrom('P1', 'P2')
const decider = fc.nat({ max: DECIDERS - 1 })
const cents = (most: number) => fc.integer({ min: 0, max: most }).map(BigInt)

/** One thing that someone does to the shop. Most make sense only at times: the shop then refuses. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('place' as const),
      order,
      items: fc.array(fc.record({ sku, quantity: fc.integer({ min: 1, max: 4 }), discount: cents(300) }), {
        minLength: 1,
        maxLength: 3,
      }),
      discount: cents(700),
      shipping: cents(900),
      tax: cents(500),
      foreign: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('capture' as const),
      order: anyOrder,
      payment,
      percent: fc.constantFrom(30n, 70n, 100n),
    }),
  },
  fc.record({ do: fc.constant('fail' as const), order, payment }),
  fc.record({ do: fc.constant('cancel' as const), order: fc.constantFrom('S-3', 'S-4', 'S-5', 'S-1-X1') }),
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('ship' as const),
      order: anyOrder,
      line: fc.option(fc.integer({ min: 1, max: 3 })),
    }),
  },
  fc.record({ do: fc.constantFrom('deliver' as const, 'complete' as const), order }),
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('request' as const),
      order: anyOrder,
      amount: fc.option(fc.constantFrom('0.01', '12.34', '50', '80.5', '600')),
      restock: fc.boolean(),
      key: fc.constantFrom('k1', 'k2', 'k3'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('approve' as const), refund, decider }) },
  fc.record({ do: fc.constantFrom('reject' as const, 'ask' as const), refund, decider }),
  fc.record({ do: fc.constantFrom('answer' as const, 'withdraw' as const), refund }),
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      refund,
      payment,
      provider: fc.constantFrom(...providerMoods, 'pays' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('retry' as const), refund }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('adjust' as const),
      sku,
      change: fc.integer({ min: -15, max: 15 }),
      key: fc.nat({ max: 20 }),
    }),
  },
  fc.record({ do: fc.constant('levels' as const), sku, safety: fc.integer({ min: 0, max: 20 }) }),
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('return' as const),
      order: fc.constantFrom('S-1', 'S-2', 'S-3', 'S-1-X1'),
      line: fc.integer({ min: 1, max: 3 }),
      quantity: fc.integer({ min: 1, max: 2 }),
      wanted: fc.option(sku),
      id: fc.constantFrom('a', 'b', 'c'),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('return step' as const),
      which: fc.nat({ max: 9 }),
      step: fc.constantFrom(
        'approve' as const,
        'approve' as const,
        'receive' as const,
        'inspect' as const,
        'refuse' as const,
        'cancel' as const,
      ),
      accepted: fc.integer({ min: 0, max: 2 }),
      writeOff: fc.boolean(),
    }),
  },
  fc.record({ do: fc.constant('lapse' as const), days: fc.constantFrom(0, 15) }),
  fc.record({ do: fc.constant('sweep' as const), hours: fc.constantFrom(0, 5, 80) }),
)

export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Random sequences of what can happen in a shop. */
export const scenarios: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 40, maxLength: 120 })
