import type { Db } from '../../db/tables/index.ts'
import { ok, type Refusal, type Result, refuse } from '../../shop/result.ts'
import { merchantNamed } from '../../shop/team/merchant.ts'
import { isVisible } from '../../shop/visible.ts'
import { metrics } from '../reports/metrics.ts'
import { type Bound, type ConditionName, conditionNames, conditions } from './conditions.ts'
import { type AlertFigure, figureNamed } from './figures.ts'
import type { AlertRule, Watch } from './rules.ts'
import { type WindowName, windowNames } from './windows.ts'

/** A rule as a form or a command line has it, each part as text; what is left empty is absent. */
export interface AlertTexts {
  readonly name?: string
  readonly figure?: string
  readonly window?: string
  /** As `boundNames` has them. */
  readonly when?: string
  readonly value?: string
  readonly merchant?: string
  readonly rearm?: string
  readonly channel?: string
}

/** What is wrong with which part. */
export type Problems = Partial<Record<keyof AlertTexts, Refusal>>

/** The bounds that can be chosen, each a condition and its side: `threshold.above`. */
export const boundNames = conditionNames.flatMap((name) => conditions[name].sides.map((side) => `${name}.${side}`))

/** Hours that can be chosen for the time after an episode in which no other begins. */
export const rearmChoices = [1, 4, 24, 72, 168] as const

const MOST_LETTERS = 60

/** What is watched, or what is wrong with it by part. `own`: the only merchant within reach; null where all is. */
export async function readWatch(
  db: Db,
  texts: AlertTexts,
  own: string | null,
  currency: string,
): Promise<{ watch: Watch } | { problems: Problems }> {
  const problems: Record<string, Refusal> = {}
  const take = <T>(part: keyof AlertTexts, read: Result<T>): T | null => {
    if (read.ok) return read.value
    problems[part] ??= read
    return null
  }
  const figure = take('figure', figureNamed(texts.figure ?? ''))
  const window = take('window', readWindow(texts.window ?? '', figure))
  const merchant = own ?? (texts.merchant ? take('merchant', await merchantNamed(db, texts.merchant)) : null)
  if (figure && merchant !== null && !figure.perMerchant)
    problems[own === null ? 'merchant' : 'figure'] = refuse('alert.not_per_merchant')
  const bound = figure && take('when', readBound(texts.when ?? '', figure))
  const asked = figure && bound && { side: bound.side, metric: figure.metric, currency }
  const value = asked && take('value', conditions[bound.name].read(texts.value ?? '', asked))
  if (!figure || !window || !bound || value === null || Object.keys(problems).length > 0) return { problems }
  return { watch: { figure, merchant, window, bound: { ...bound, value } } }
}

function readWindow(text: string, figure: AlertFigure | null): Result<WindowName> {
  const window = windowNames.find((name) => name === text)
  if (!window) return refuse('alert.window_unknown', { text, all: windowNames })
  if (figure && (figure.live !== null) !== (window === 'now'))
    return refuse(figure.live ? 'alert.only_now' : 'alert.not_now')
  return ok(window)
}

function readBound(text: string, figure: AlertFigure): Result<Pick<Bound, 'name' | 'side'>> {
  if (!boundNames.includes(text)) return refuse('alert.bound_unknown', { text, all: boundNames })
  const [name, side = ''] = text.split('.') as [ConditionName, string]
  if (conditions[name].comparing && !figure.hasPast) return refuse('alert.nothing_to_compare')
  // As `changeOf` has it.
  if (name === 'change' && metrics[figure.metric] === 'lift') return refuse('alert.compares_already')
  return ok({ name, side })
}

/** What a rule is beside its watch, or what is wrong with it by part. */
export function readManner(
  texts: AlertTexts,
): { manner: Pick<AlertRule, 'name' | 'rearmHours' | 'channel'> } | { problems: Problems } {
  const name = texts.name?.trim() || null
  const rearmHours = rearmChoices.find((hours) => String(hours) === texts.rearm) ?? 24
  if (name !== null && (!isVisible(name) || name.length > MOST_LETTERS))
    return { problems: { name: refuse('alert.name_malformed', { most: MOST_LETTERS }) } }
  return { manner: { name, rearmHours, channel: texts.channel ?? null } }
}
