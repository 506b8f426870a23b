import { readReport } from '../analytics/reports/read.ts'
import { type Member, may, scopeOf } from '../shop/access/member.ts'
import { rememberProfile } from '../shop/access/members.ts'
import { pendingRefunds } from '../shop/refunds/pending.ts'
import { unansweredRestocks } from '../shop/restocks/restock.ts'
import type { Settings } from '../shop/settings/registry.ts'
import { lowStock } from '../shop/stock/look-up.ts'
import { type Blocks, type Button, buttons, context, divider, fields, header, section } from './blocks.ts'
import type { Services } from './operation.ts'
import { type Reader, readerOf, roleNames } from './reader.ts'
import { profileOf, type SlackUser, sessionOf } from './session.ts'
import { figureText } from './views/report.ts'

/** Today's key figures, for whom reports are. */
async function todayBlocks(
  { db }: Services,
  member: Member,
  settings: Settings,
  reader: Reader,
  now: Temporal.Instant,
): Promise<Blocks> {
  const merchant = scopeOf(member, 'report.view')
  if (!may(member, 'report.view') || merchant === '') return []
  const today = now.toZonedDateTimeISO(settings['shop.timezone']).toPlainDate()
  const report = await readReport(db, { report: 'sales', window: { from: today, to: today }, merchant }, now)
  if (!report.ok) throw new Error(`today's sales: ${report.code}`)
  const { definition, totals, currency } = report.value
  const figures = definition.keyFigures.map((metric): [string, string] => [
    reader.say(`metric.${metric}`),
    figureText(metric, totals[metric], currency, reader),
  ])
  return [section(`*${reader.say('home.today')}*`), ...fields(figures)]
}

/** What waits for this person. */
async function waitingBlocks(
  { db }: Services,
  member: Member,
  settings: Settings,
  reader: Reader,
  now: Temporal.Instant,
): Promise<Blocks> {
  const lines: string[] = []
  const row: Button[] = []
  if (may(member, 'refund.approve') || may(member, 'refund.request')) {
    const page = await pendingRefunds(db, settings, member, { size: 50 }, now)
    const rows = page.ok ? page.value.rows : []
    const mine = rows.filter(({ deciders, requestedBy, state }) =>
      state === 'info_asked' ? requestedBy === member.id : deciders.includes(member.id),
    )
    lines.push(reader.say('home.refunds', { mine: mine.length, all: rows.length }))
    row.push({
      label: reader.say('home.open_refunds'),
      operation: 'refund.pending',
      ...(mine.length > 0 && { style: 'primary' as const }),
    })
  }
  if (may(member, 'stock.view')) {
    const page = await lowStock(db, settings, member, { size: 50 })
    const count = page.ok ? page.value.rows.length : 0
    lines.push(reader.say('home.low_stock', { count, more: page.ok && page.value.next ? 'yes' : 'no' }))
    row.push({ label: reader.say('home.open_low_stock'), operation: 'stock.low' })
  }
  const unanswered = await unansweredRestocks(db, member)
  if (unanswered > 0) {
    lines.push(reader.say('home.restocks', { count: unanswered }))
    row.push({ label: reader.say('restock.list_title'), operation: 'stock.restocks' })
  }
  if (lines.length === 0) return []
  return [section(`*${reader.say('home.waiting')}*\n${lines.join('\n')}`), buttons(...row)]
}

/** What this person can do from here. */
function shortcutBlocks(member: Member, reader: Reader): Blocks {
  const row: Button[] = [
    ...(may(member, 'order.view') ? [{ label: reader.say('home.orders'), operation: 'order.show' }] : []),
    ...(may(member, 'report.view')
      ? [{ label: reader.say('home.sales'), operation: 'report.show', argument: 'sales 7d' }]
      : []),
    ...(may(member, 'settings.view') ? [{ label: reader.say('settings.title'), operation: 'settings.list' }] : []),
    ...(may(member, 'payment.configure') || may(member, 'settings.view')
      ? [{ label: reader.say('payments.title'), operation: 'payments.list' }]
      : []),
    { label: reader.say('help.title'), operation: 'backroom.help' },
  ]
  return [divider, buttons(...row)]
}

/** Draws App Home for one person: today's figures, what waits for them, and shortcuts, all by what they may see. */
export async function publishHome(services: Services, user: string, now: Temporal.Instant): Promise<void> {
  const { member, settings, deactivated } = await sessionOf(services, user, null, now)
  const reader = readerOf(member.locale, member.timezone, services.prefix)
  const roles = roleNames(member.roles, reader) || reader.say('role.visitor')
  const blocks: Blocks = [
    header(settings['shop.name']),
    context(reader.say('home.you_are', { roles })),
    ...(deactivated
      ? [section(reader.say('refusal.access.deactivated'))]
      : [
          ...(await todayBlocks(services, member, settings, reader, now)),
          ...(await waitingBlocks(services, member, settings, reader, now)),
          ...shortcutBlocks(member, reader),
        ]),
    context(reader.say('home.as_of', { at: reader.when(now) })),
  ]
  await services.slack.replies.views.publish({ user_id: user, view: { type: 'home', blocks } })
}

/** Keeps what Slack says when someone changes their name, language or time zone. */
export const rememberChange = (
  { db }: Services,
  user: SlackUser & { id: string },
  now: Temporal.Instant,
): Promise<void> => rememberProfile(db, profileOf(user.id, user), now)
