import { type Member, may } from '../../shop/access/member.ts'
import type { ChangeAsked } from '../../shop/changes/ask.ts'
import { changeSubject } from '../../shop/changes/ask.ts'
import type { ChangeDetails } from '../../shop/changes/details.ts'
import { type ChangeKind, changeApprovals } from '../../shop/changes/policy.ts'
import type { Key } from '../../shop/i18n/index.ts'
import type { Page } from '../../shop/pages.ts'
import type { PaymentMethod } from '../../shop/payments/rules.ts'
import type { Settings } from '../../shop/settings/registry.ts'
import {
  type Blocks,
  type Button,
  buttons,
  context,
  escapeText,
  header,
  lineSections,
  type Message,
  type Modal,
  quote,
  section,
} from '../blocks.ts'
import { textInput } from '../inputs.ts'
import { pageButtons } from '../paging.ts'
import { type Reader, roleName } from '../reader.ts'
import { refusalText } from '../slack/render.ts'
import { methodLabel, paymentDifferences } from './payment-words.ts'
import { mention } from './refund.ts'
import { settingChangeAsked } from './setting-words.ts'
import { rightsChanged, untilText } from './team-history.ts'

const marks: Record<ChangeAsked['state'], string> = {
  waiting: '⏳',
  applied: '✅',
  rejected: '⛔',
  expired: '⌛',
  withdrawn: '↩️',
  outdated: '🕰️',
  alone: '📣',
}

/** The command that decides on changes of a kind. */
const commandOf: Record<ChangeKind, 'team' | 'payments' | 'settings'> = {
  team: 'team',
  payment: 'payments',
  settings: 'settings',
}

/** What changes are told in: the methods and the settings there are. */
export interface Known {
  methods: readonly PaymentMethod[]
  settings: Settings
}

/** What is to become of what. */
function wantedText(change: ChangeAsked, { methods, settings }: Known, reader: Reader): string {
  const { what, about, before, after } = change
  const [thing = ''] = about.split(' ')
  const method = methods.find(({ code }) => code === thing)
  switch (what) {
    case 'grant':
      return reader.say('change.grant', {
        who: `<@${thing}>`,
        role: roleName(String(after.role), reader),
        until: untilText(after.until, reader),
      })
    case 'role':
      return reader.say('change.role', {
        role: roleName(about, reader),
        changes: rightsChanged({ before, after }, reader),
      })
    case 'setting':
    case 'schedule':
    case 'import':
      return settingChangeAsked(change, settings, reader)
    default: {
      const texts = { before: before as Record<string, string>, after: after as Record<string, string> }
      const name = method ? methodLabel(method, reader) : escapeText(about)
      return reader.say(`change.${what}`, { method: name, changes: paymentDifferences(texts, methods, reader) })
    }
  }
}

const askedText = ({ requested_by, requested_at, reason }: ChangeAsked, reader: Reader): string => {
  const asked = reader.say('price.asked', { who: `<@${requested_by}>`, when: reader.when(requested_at) })
  return reason ? `${asked} ${quote(reason)}` : asked
}

/** Who decided, when and why; how it ended without a decision, or why it came too late. */
function story({ change, approval }: ChangeDetails, reader: Reader): string[] {
  const decisions = (approval?.decisions ?? []).map(({ member_id, decision, reason, at }) => {
    const said = reader.say(`price.decided.${decision}` as Key, { who: `<@${member_id}>`, when: reader.when(at) })
    return reason ? `${said} ${quote(reason)}` : said
  })
  const ended = ['expired', 'withdrawn'].includes(change.state) && change.settled_at
  const state = reader.say(`price.state.${change.state}`)
  if (change.refusal) return [...decisions, refusalText({ ok: false, ...change.refusal }, reader)]
  return ended ? [...decisions, reader.say('price.ended', { state, when: reader.when(ended) })] : decisions
}

/**
 * A change as it stands: the prompt in the approvals channel, its reminder, and what the requester is told. `member`: the one
 * who reads it, who is offered what they may do; null in a channel, where somebody may do each.
 */
export function changeMessage(
  details: ChangeDetails,
  known: Known,
  member: string | null,
  reader: Reader,
  above?: Key,
): Message {
  const { subject, change, deciders } = details
  const waits = change.state === 'waiting'
  const title = reader.say(`change.title.${change.kind}`)
  const state = reader.say(`price.state.${change.state}`)
  const act = (label: Key, word: string, style?: Button['style']): Button => ({
    ...{ label: reader.say(label), operation: `${commandOf[change.kind]}.${word}`, argument: subject },
    ...(style && { style }),
  })
  const row = [
    ...(member === null || deciders.includes(member)
      ? [act('price.approve', 'approve', 'primary'), act('price.reject', 'reject', 'danger')]
      : []),
    ...(member === null || change.requested_by === member ? [act('price.withdraw', 'withdraw')] : []),
  ]
  const asks = deciders.length > 0 ? mention(deciders) : `⚠️ ${reader.say(`change.nobody.${change.kind}`)}`
  return {
    text: `${subject} ${title}: ${state}`,
    blocks: [
      ...(above && waits ? [section(`🔔 ${reader.say(above)}`)] : []),
      section(`${marks[change.state]} *${title}*  \`${subject}\`\n${wantedText(change, known, reader)}`),
      ...lineSections([`*${state}*`, askedText(change, reader), ...story(details, reader)]),
      ...(waits ? [context(asks)] : []),
      ...(waits && row.length > 0 ? [buttons(...row)] : []),
    ],
  }
}

/** Changes that wait; each is decided, or by who asked for it withdrawn, where it stands. */
export const waitingRows = (changes: readonly ChangeAsked[], known: Known, member: Member, reader: Reader): Blocks =>
  changes.flatMap((change) => {
    const argument = changeSubject(change)
    const act = (word: 'approve' | 'reject' | 'withdraw', style?: Button['style']): Button => ({
      ...{ label: reader.say(`price.${word}`), operation: `${commandOf[change.kind]}.${word}`, argument },
      ...(style && { style }),
    })
    const decides = may(member, changeApprovals[change.kind].permission)
    const row = [
      ...(change.requested_by === member.id ? [act('withdraw')] : []),
      ...(change.requested_by !== member.id && decides ? [act('approve', 'primary'), act('reject', 'danger')] : []),
    ]
    return [
      section(`⏳ \`${argument}\`  ${wantedText(change, known, reader)}\n${askedText(change, reader)}`),
      ...(row.length > 0 ? [buttons(...row)] : []),
    ]
  })

/** A page of changes of a kind that wait. */
export function waitingChangeList(
  kind: ChangeKind,
  page: Page<ChangeAsked>,
  known: Known,
  member: Member,
  reader: Reader,
): Message {
  const title = reader.say(`change.waiting.${kind}`)
  const rows = waitingRows(page.rows, known, member, reader)
  const shown = rows.length > 0 ? rows : [section(reader.say('change.waiting_empty'))]
  return {
    text: title,
    blocks: [header(title), ...shown, ...pageButtons(page, `${commandOf[kind]}.waiting`, '', reader)],
  }
}

/** Asks why a change is rejected. */
export const rejectChangeModal = ({ subject, change }: ChangeDetails, known: Known, reader: Reader): Modal => ({
  title: reader.say('change.reject_title'),
  submit: reader.say('change.reject_title'),
  close: reader.say('button.cancel'),
  operation: `${commandOf[change.kind]}.reject_save`,
  argument: subject,
  blocks: [
    section(wantedText(change, known, reader)),
    textInput('reason', { label: reader.say('field.reason'), long: true }),
  ],
})
