import { performance } from 'node:perf_hooks'
import { toDecimal } from '../../shop/money.ts'
import { type Refusal, refuse } from '../../shop/result.ts'
import type { Contradiction } from '../../shop/settings/check.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { keepSelfCheck, selfCheckDue, type Wrong } from '../../shop/settings/self-checks.ts'
import { contradictions } from '../checks.ts'
import type { Services } from '../operation.ts'
import { type Ended, selfTests, type TestName } from './tests.ts'

/** One step of an examination that is done: the settings with what contradicts them, or a self-test with how it ended. */
export interface Step {
  readonly name: 'settings' | TestName
  /** How long it took, in ms. */
  readonly ms: number
  readonly ended: Ended | 'wrong'
  readonly found: readonly Contradiction[]
  readonly why: Refusal | null
}

/** Every step, in order. */
export const steps: readonly Step['name'][] = ['settings', ...(Object.keys(selfTests) as TestName[])]

/**
 * Compares the settings with everything, then tries what the shop lives by, one after the other; `progress` is told after each. A
 * test that breaks is one that found something.
 */
export async function examine(
  services: Services,
  now: Temporal.Instant,
  progress: (done: readonly Step[]) => Promise<void> = async () => {},
): Promise<readonly Step[]> {
  const settings = await readSettings(services.db)
  const done: Step[] = []
  for (const name of steps) {
    const began = performance.now()
    const step = await one(name).catch((error: unknown) => {
      const why = refuse('doctor.fault', { why: error instanceof Error ? error.message : String(error) })
      return { ended: 'wrong' as const, found: [], why }
    })
    done.push({ name, ms: Math.round(performance.now() - began), ...step })
    await progress(done)
  }
  return done

  async function one(name: Step['name']): Promise<Pick<Step, 'ended' | 'found' | 'why'>> {
    if (name === 'settings') {
      const found = await contradictions(services, settings, now)
      return { ended: found.length > 0 ? 'wrong' : 'works', found, why: null }
    }
    const result = await selfTests[name](services, settings, now)
    return result.ok ? { ended: result.value, found: [], why: null } : { ended: 'wrong', found: [], why: result }
  }
}

/** Money as a decimal with its currency: JSON has no bigint. */
const kept = ({ values }: Refusal): Refusal['values'] => {
  const currency = String(values.currency ?? '')
  const plain = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'bigint' ? `${toDecimal(value, currency)} ${currency}` : value,
  ])
  return Object.fromEntries(plain)
}

/** What is wrong, as it is kept and told. */
export const wrongOf = (done: readonly Step[]): Wrong[] =>
  done.flatMap(({ name, found, why }): Wrong[] => [
    ...found.map((one) => ({ what: 'check' as const, ...one })),
    ...(why ? [{ what: 'test' as const, name, why: { code: why.code, values: kept(why) } }] : []),
  ])

/** Examines every night, and every hour while something is wrong. Gives what is wrong, null where nothing was due. */
export async function examineWhenDue(services: Services, now: Temporal.Instant): Promise<readonly Wrong[] | null> {
  const due = await selfCheckDue(services.db, await readSettings(services.db), now)
  if (!due) return null
  const wrong = wrongOf(await examine(services, now))
  await keepSelfCheck(services.db, services.jobs, { ...due, wrong }, now)
  return wrong
}
