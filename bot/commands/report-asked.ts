import { type Question, readQuestion } from '../../analytics/reports/question.ts'
import { readReport } from '../../analytics/reports/read.ts'
import type { Report } from '../../analytics/reports/report.ts'
import { pictureGranularity } from '../../analytics/reports/series.ts'
import { parseWindow } from '../../analytics/reports/window.ts'
import { scopeOf } from '../../shop/access/member.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { merchantNamed } from '../../shop/team/merchant.ts'
import type { Call } from '../operation.ts'

/** A report together with what it answers; the merchant of the question is an id. */
export interface Asked {
  readonly question: Question
  readonly report: Report
}

/**
 * The report that a question asks for, as far as the asker may see it. `limit`: most rows, as many as a card shows where
 * absent. Refuses what is not understood, a merchant who is not there, and for who sees only their own another's.
 */
export async function askedReport(call: Call, text: string, limit?: number): Promise<Result<Asked>> {
  const { services, settings, now } = call
  const read = readQuestion(text)
  if (!read.ok) return read
  const window = parseWindow(read.value.window, now.toZonedDateTimeISO(settings['shop.timezone']).toPlainDate())
  if (!window.ok) return window
  const reach = await reachOf(call, read.value.merchant)
  if (!reach.ok) return reach
  const { merchant: named, ...question } = read.value
  const { by, ...asked } = question
  const report = await readReport(
    services.db,
    { ...asked, ...reach.value, window: window.value, by: by ?? pictureGranularity(window.value), limit },
    now,
  )
  if (!report.ok) return report
  return ok({ question: { ...question, merchant: named && reach.value.merchant }, report: report.value })
}

/** Whose figures these are: all, a merchant's, or where someone sees only their own and stands for none, what they did. */
async function reachOf(
  { services, member }: Call,
  named: string | null,
): Promise<Result<{ merchant: string | null; agent: string | null }>> {
  const scope = scopeOf(member, 'report.view')
  if (named === null) return ok(scope === '' ? { merchant: null, agent: member.id } : { merchant: scope, agent: null })
  const found = await merchantNamed(services.db, named)
  if (scope !== null && !(found.ok && found.value === scope)) return refuse('question.not_yours', { merchant: named })
  return found.ok ? ok({ merchant: found.value, agent: null }) : found
}
