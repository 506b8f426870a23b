import { expect, test } from 'vitest'
import { conditions } from '../../../analytics/alerts/conditions.ts'
import { boundWords, comparedWords } from '../../../analytics/alerts/words.ts'
import { alertsWorld, unitsADay } from './alerts-world.ts'

const { rule } = alertsWorld()
const speech = { currency: 'CNY', locale: 'en' as const }

test.each(['above', 'below'])('what is written for a lift to be %s is a percentage, and is told so', async (side) => {
  const lift = await rule({ ...unitsADay, figure: 'promotions.uplift', when: `threshold.${side}`, value: '25%' })
  expect(lift.bound.value).toBe(0.25)
  expect(conditions.threshold.write(lift.bound.value, 'uplift', 'CNY')).toBe('25')
  expect(boundWords(lift, speech)).toBe(`tells when ${side} +25%`)
})

test('a lift may usually be below nothing, and is not said to have risen by a share of a share', async () => {
  const lift = await rule({ ...unitsADay, figure: 'promotions.uplift', when: 'threshold.below', value: '-20' })
  expect(lift.bound.value).toBe(-0.2)
  const usual = { low: -0.1, median: 0.2, high: 0.5 }
  expect(comparedWords(lift, { value: 0.3, before: 0.1, usual, fires: false }, speech)).toEqual([
    'usually -10% to +50%, mostly +20%',
    'period before: +10%',
  ])
})
