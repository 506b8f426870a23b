import { keepSelfCheck } from '../../shop/settings/self-checks.ts'
import { section } from '../blocks.ts'
import { examine, type Step, wrongOf } from '../doctor/examine.ts'
import type { Call, Operation } from '../operation.ts'
import { directMessages } from '../slack/channels.ts'
import { examination } from '../views/doctor.ts'

/** Examines in the asker's direct messages, where a message of its own shows how far it is. */
async function inDirectMessages({ services, member, reader, now }: Call): Promise<void> {
  const { chat } = services.slack.replies
  const channel = await directMessages(services.slack.replies, member.id)
  const { ts } = await chat.postMessage({ channel, ...examination([], reader) })
  const show = async (done: readonly Step[]) => {
    if (ts) await chat.update({ channel, ts, ...examination(done, reader) })
  }
  const done = await examine(services, now, show)
  await keepSelfCheck(services.db, services.jobs, { slot: null, wrong: wrongOf(done) }, now)
}

/** Compares the settings with everything and tries what the shop lives by. */
export const doctor: Operation = {
  id: 'backroom.doctor',
  permission: 'doctor.run',
  usage: 'usage.backroom.doctor',
  async run(call) {
    call.services.later(() => inDirectMessages(call))
    const text = call.reader.say('doctor.begun')
    return { show: { text, blocks: [section(`🩺 ${text}`)] } }
  },
}
