import { readReport } from '../../analytics/reports/read.ts'
import { may, scopeOf } from '../../shop/access/member.ts'
import { rememberProfile } from '../../shop/access/members.ts'
import { type Blocks, context, fields, header, section } from '../blocks.ts'
import type { Services } from '../operation.ts'
import { readerOf, roleNames } from '../reader.ts'
import { profileOf, type SlackUser, sessionOf } from '../session.ts'
import { refusedWith } from '../slack/errors.ts'
import { figureText } from '../views/report-tables.ts'
import { shortcutBlocks } from './shortcuts.ts'
import { waitingBlocks } from './waiting.ts'
import type { Visit } from './waiting-for.ts'

/** Today's key figures, for whom reports are: the shop's, a merchant's own, or of an agent how they served customers. */
async function todayBlocks({ db, member, settings, reader, now }: Visit): Promise<Blocks> {
  if (!may(member, 'report.view')) return []
  const scope = scopeOf(member, 'report.view')
  if (scope === '' && !may(member, 'support.answer')) return []
  const of =
    scope === ''
      ? { report: 'support', agent: member.id }
      : { report: 'sales', filters: scope === null ? {} : { merchant: scope } }
  const today = now.toZonedDateTimeISO(settings['shop.timezone']).toPlainDate()
  const report = await readReport(db, { ...of, window: { from: today, to: today } }, now)
  if (!report.ok) throw new Error(`today's ${of.report}: ${report.code}`)
  const { definition, totals, currency } = report.value
  const figures = definition.keyFigures.map((metric): [string, string] => [
    reader.say(`metric.${metric}`),
    figureText(metric, totals[metric], currency, reader),
  ])
  return [section(`*${reader.say('home.today')}*`), ...fields(figures)]
}

/** Draws App Home for one person: today's figures, what waits for them, and shortcuts, all by what they may see. */
export async function publishHome(services: Services, user: string, now: Temporal.Instant): Promise<void> {
  const { member, settings, deactivated } = await sessionOf(services, user, null, now)
  const reader = readerOf(member.locale, member.timezone, services.prefix)
  const visit: Visit = { db: services.db, member, settings, reader, now }
  const roles = roleNames(member.roles, reader) || reader.say('role.visitor')
  const blocks: Blocks = [
    header(settings['shop.name']),
    context(reader.say('home.you_are', { roles })),
    ...(deactivated
      ? [section(reader.say('refusal.access.deactivated'))]
      : [...(await todayBlocks(visit)), ...(await waitingBlocks(visit)), ...shortcutBlocks(member, reader)]),
    context(reader.say('home.as_of', { at: reader.when(now) })),
  ]
  const { views } = services.slack.replies
  await views.publish({ user_id: user, view: { type: 'home', blocks } }).catch((error: unknown) => {
    // Somebody whom Slack has removed since.
    if (!refusedWith(error, 'user_not_found')) throw error
  })
}

/** Keeps what Slack says when someone changes their name, language or time zone. */
export const rememberChange = (
  { db }: Services,
  user: SlackUser & { id: string },
  now: Temporal.Instant,
): Promise<void> => rememberProfile(db, profileOf(user.id, user), now)
