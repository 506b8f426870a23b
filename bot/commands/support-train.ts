import type { Result } from '../../shop/result.ts'
import type { Conversation } from '../../shop/support/conversation.ts'
import { replayCsv, replayOf, supervisorNotes } from '../../shop/support/replay.ts'
import { forgetExample, listExamples, remark } from '../../shop/support/train.ts'
import type { Answer, Call, Operation } from '../operation.ts'
import { paged } from '../paging.ts'
import { directMessages } from '../slack/channels.ts'
import { shareFile } from '../slack/files.ts'
import { textMessage } from '../slack/render.ts'
import { supportRights } from '../views/conversation.ts'
import { textModal } from '../views/support-forms.ts'
import { exampleList, replayModal } from '../views/support-replay.ts'
import { opening, worked } from './support-card.ts'

/** Entries on a page of a replay, and examples on a page. */
const PAGE = 20
const EXAMPLES = 8

/** All that was said and done, page by page in one form. */
const replay: Operation = {
  id: 'support.replay',
  ...worked,
  needs: true,
  usage: 'usage.support.replay',
  async run({ services, member, argument, reader, inForm }) {
    const { text, cursor } = paged(argument)
    const found = await replayOf(services.db, member, text, { size: PAGE, cursor })
    if (!found.ok) return found
    const notes = await supervisorNotes(services.db, member, found.value.conversation)
    const modal = replayModal(found.value, notes, supportRights(member), reader)
    return inForm ? { update: modal } : { open: modal }
  },
}

/** Files cannot live in a form: it comes in the asker's direct messages. */
const replayFile: Operation = {
  id: 'support.replay_file',
  ...worked,
  needs: true,
  async run({ services, member, argument, reader }) {
    const found = await replayCsv(services.db, member, argument)
    if (!found.ok) return found
    const { id, csv } = found.value
    services.later(async () => {
      const { replies } = services.slack
      const channel = await directMessages(replies, member.id)
      await shareFile(replies, { channel, bytes: Buffer.from(csv), name: `conversation-${id}.csv` })
    })
    return { show: textMessage(reader.say('support.replay_coming')) }
  },
}

const examples: Operation = {
  id: 'support.examples',
  ...worked,
  reads: true,
  usage: 'usage.support.examples',
  async run({ services, member, argument, reader }) {
    const { text, cursor } = paged(argument)
    const found = await listExamples(services.db, member, text, { size: EXAMPLES, cursor })
    return found.ok ? { show: exampleList(found.value, text, supportRights(member), reader) } : found
  },
}

const remarked = (done: Result<Conversation>, { reader }: Call): Answer =>
  done.ok ? { show: textMessage(reader.say('support.remarked', { id: String(done.value.id) })) } : done

/** `12 text` says it at once; `12` opens the form. */
function remarking(name: 'example' | 'supervise') {
  const kind = name === 'example' ? 'example' : 'supervisor'
  const keep = async (call: Call, text: string): Promise<Answer> => {
    const { services, member, argument: conversation, via, now } = call
    return remarked(await remark(services.db, services.jobs, { conversation, member, via, text, kind }, now), call)
  }
  const ask: Operation = {
    ...opening(
      name,
      (conversation, { reader }) => {
        const label = reader.say(name === 'example' ? 'support.example_why' : 'support.text_field')
        const form = { title: reader.say(`support.${name}_title`), label, operation: `support.${name}_save` }
        return textModal(conversation, form, reader)
      },
      keep,
    ),
    permission: 'support.lead',
    usage: `usage.support.${name}`,
  }
  const save: Operation = {
    id: `support.${name}_save`,
    permission: 'support.lead',
    run: (call) => keep(call, call.fields.text ?? ''),
  }
  return [ask, save] as const
}
const [example, exampleSave] = remarking('example')
const [supervise, superviseSave] = remarking('supervise')

const noExample: Operation = {
  id: 'support.no_example',
  permission: 'support.lead',
  needs: true,
  async run(call) {
    const { services, member, argument: conversation, via, now } = call
    return remarked(await forgetExample(services.db, { conversation, member, via }, now), call)
  },
}

export const trainWords = { replay, examples, example, supervise }
export const trainOperations = [
  ...[replay, replayFile, examples, example, exampleSave, supervise, superviseSave, noExample],
]
