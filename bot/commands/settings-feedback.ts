import { may } from '../../shop/access/member.ts'
import { refuse } from '../../shop/result.ts'
import {
  feedbackNumbered,
  feedbackOn,
  giveFeedback,
  openFeedback,
  settleFeedback,
} from '../../shop/settings/feedback.ts'
import { settingAndRest, settingNamed } from '../../shop/settings/parse.ts'
import type { SettingKey, Settings } from '../../shop/settings/registry.ts'
import { openSchedules } from '../../shop/settings/schedule.ts'
import type { Blocks } from '../blocks.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { refusalInField } from '../slack/render.ts'
import { feedbackBeside, feedbackKept, feedbackList, feedbackModal, settleModal } from '../views/settings-feedback.ts'
import { scheduledBeside } from '../views/settings-schedule.ts'

const PAGE = 10
const MOST_SCHEDULED = 40

/** What stands beside a setting on its card: what is to become of it, and what people think of it. */
export async function besideCard({ services, reader }: Call, key: SettingKey, settings: Settings): Promise<Blocks> {
  const [open, feedback] = await Promise.all([
    openSchedules(services.db, { size: MOST_SCHEDULED }),
    feedbackOn(services.db, key),
  ])
  const own = open.rows.filter((one) => one.key === key).slice(0, 5)
  return [...scheduledBeside(own, settings, reader), ...feedbackBeside(key, feedback, reader)]
}

async function keep(call: Call, asked: { key: string; rating: string; remark: string }): Promise<Answer> {
  const { services, member, reader, now } = call
  const kept = await giveFeedback(services.db, { ...asked, member }, now)
  return kept.ok ? { show: feedbackKept(kept.value, reader) } : kept
}

/** `KEY 4 words` at once, where a number at the beginning is a rating; with the key alone, or nothing, a form. */
const feedback: Operation = {
  id: 'settings.feedback',
  permission: 'settings.remark',
  usage: 'usage.settings.feedback',
  async run(call) {
    const { key: written, rest } = settingAndRest(call.argument)
    if (!written) return { open: feedbackModal(null, call.reader) }
    const key = settingNamed(written)
    if (!key.ok) return key
    if (!rest) return { open: feedbackModal(key.value, call.reader) }
    const [, rating = '', remark = ''] = /^(?:([-+]?\p{Nd}+(?:[.,]\p{Nd}+)?)(?=\s|$))?\s*([\s\S]*)$/u.exec(rest) ?? []
    return keep(call, { key: key.value, rating, remark })
  },
}

const feedbackSave: Operation = {
  id: 'settings.feedback_save',
  permission: 'settings.remark',
  async run(call) {
    const { key = call.argument, rating = '', remark = '' } = call.fields
    const done = await keep(call, { key, rating, remark })
    return 'code' in done && done.code === 'feedback.nothing_said'
      ? { problems: { remark: refusalInField(done, call.reader) } }
      : done
  },
}

/** What nobody has settled yet; `KEY`: of one setting. */
const remarks: Operation = {
  id: 'settings.remarks',
  permission: 'settings.view',
  reads: true,
  usage: 'usage.settings.remarks',
  async run({ services, member, argument, reader }) {
    const { text, cursor } = paged(argument)
    const page = await openFeedback(services.db, text, { size: PAGE, cursor })
    return page.ok ? { show: feedbackList(text, page.value, may(member, 'settings.change'), reader) } : page
  },
}

/** `#7` asks for the answer, `#7 words` settles at once. */
const settle: Operation = {
  id: 'settings.settle',
  permission: 'settings.change',
  needs: true,
  usage: 'usage.settings.settle',
  async run(call) {
    const [, number = '', answer = ''] = /^(\S+)\s*([\s\S]*)$/.exec(call.argument) ?? []
    if (answer) return settled(call, number, answer)
    const found = await feedbackNumbered(call.services.db, number)
    return found ? { open: settleModal(found, call.reader) } : refuse('feedback.unknown', { number })
  },
}

const settleSave: Operation = {
  id: 'settings.settle_save',
  permission: 'settings.change',
  run: (call) => settled(call, call.argument, call.fields.answer ?? ''),
}

async function settled(call: Call, number: string, answer: string): Promise<Answer> {
  const { services, member, via, now } = call
  const done = await settleFeedback(services.db, services.jobs, { number, answer, member, via }, now)
  return done.ok ? remarks.run({ ...call, argument: '' }) : done
}

export const feedbackWords = { feedback, remarks, settle }
export const feedbackOperations = [feedback, feedbackSave, remarks, settle, settleSave]
