import { filtersMeant } from '../../analytics/reports/filters.ts'
import { parsePeriod } from '../../analytics/reports/period.ts'
import { type Question, readQuestion } from '../../analytics/reports/question.ts'
import { readReport } from '../../analytics/reports/read.ts'
import type { Report } from '../../analytics/reports/report.ts'
import { pictureGranularity } from '../../analytics/reports/series.ts'
import { scopeOf } from '../../shop/access/member.ts'
import type { Filters } from '../../shop/orders/narrowing.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import type { Call } from '../operation.ts'

/** A report together with what it answers; the filters of the question are ids. */
export interface Asked {
  readonly question: Question
  readonly report: Report
}

/**
 * The report that a question asks for, as far as the asker may see it. `limit`: most rows, as many as a card shows where
 * absent. Refuses what is not understood, a filter's value that is not there, and for who sees only
 * their own another merchant.
 */
export async function askedReport(call: Call, text: string, limit?: number): Promise<Result<Asked>> {
  const { services, settings, now } = call
  const read = readQuestion(text)
  if (!read.ok) return read
  const window = parsePeriod(read.value.window, now.toZonedDateTimeISO(settings['shop.timezone']).toPlainDate())
  if (!window.ok) return window
  const reach = await reachOf(call, read.value.filters)
  if (!reach.ok) return reach
  const { said, ...of } = reach.value
  const question = { ...read.value, filters: said }
  const { by, ...asked } = question
  const report = await readReport(
    services.db,
    { ...asked, ...of, window: window.value, by: by ?? pictureGranularity(window.value), limit },
    now,
  )
  if (!report.ok) return report
  return ok({ question, report: report.value })
}

interface Reach {
  /** The filters that were said, as they are meant. */
  readonly said: Filters
  /** The same within what the asker may see. */
  readonly filters: Filters
  readonly agent: string | null
}

/** Whose figures these are: all, a merchant's, or where someone sees only their own and stands for none, what they did. */
async function reachOf({ services, member }: Call, { merchant, ...others }: Filters): Promise<Result<Reach>> {
  const scope = scopeOf(member, 'report.view')
  const whose = await filtersMeant(services.db, merchant === undefined ? {} : { merchant })
  if (merchant !== undefined && scope !== null && !(whose.ok && whose.value.merchant === scope))
    return refuse('question.not_yours', { merchant })
  if (!whose.ok) return whose
  const of = await filtersMeant(services.db, others, scope === null ? {} : { merchant: scope })
  if (!of.ok) return of
  const said = { ...whose.value, ...of.value }
  if (scope === null) return ok({ said, filters: said, agent: null })
  return ok(
    scope === ''
      ? { said, filters: said, agent: member.id }
      : { said, filters: { ...said, merchant: scope }, agent: null },
  )
}
