import type { Key } from '../../shop/i18n/index.ts'
import type { Refusal } from '../../shop/result.ts'
import type { Trouble, Wrong } from '../../shop/settings/self-checks.ts'
import { buttons, context, header, lineSections, type Message, section } from '../blocks.ts'
import { type Step, steps } from '../doctor/examine.ts'
import type { Reader } from '../reader.ts'
import { refusalText } from '../slack/render.ts'
import { contradictionText } from './settings-check.ts'

const nameText = (name: string, reader: Reader): string => reader.say(`doctor.test.${name}` as Key)

/** What is wrong with something that was tried, and what to do about it. */
const testText = (name: string, why: Pick<Refusal, 'code' | 'values'>, reader: Reader): string =>
  `*${nameText(name, reader)}*: ${refusalText({ ok: false, ...why }, reader)}\n${reader.say(`doctor.mend.${name}` as Key)}`

const wrongText = (wrong: Wrong, reader: Reader): string =>
  wrong.what === 'check' ? contradictionText(wrong, reader) : testText(wrong.name, wrong.why, reader)

function stepText({ name, ms, ended, found, why }: Step, reader: Reader): string {
  const took = reader.say('doctor.took', { ms })
  if (ended === 'nothing') return `➖ ${nameText(name, reader)}: ${reader.say('doctor.nothing')}`
  if (ended === 'works') return `✅ ${nameText(name, reader)}  ${took}`
  const said = why ? testText(name, why, reader) : `*${nameText(name, reader)}*`
  return [`⚠️ ${said}  ${took}`, ...found.map((one) => `    • ${contradictionText(one, reader)}`)].join('\n')
}

/** An examination as far as it is: what was found, and what is still to come. */
export function examination(done: readonly Step[], reader: Reader): Message {
  const wrong = done.filter(({ ended }) => ended === 'wrong').length
  const running = done.length < steps.length
  const title = running ? reader.say('doctor.running') : reader.say('doctor.result', { count: wrong })
  const open = steps.slice(done.length).map((name) => `⏳ ${nameText(name, reader)}`)
  const again = { label: reader.say('doctor.again'), operation: 'backroom.doctor' }
  return {
    text: title,
    blocks: [
      header(title),
      ...lineSections([...done.map((step) => stepText(step, reader)), ...open]),
      ...(running ? [] : [buttons(again)]),
    ],
  }
}

/** What stands in the operations channel: what the nightly examination found, and later that it is mended. */
export function doctorAlert({ since, at, wrong }: Trouble, reader: Reader): Message {
  const began = context(reader.say('doctor.since', { since: reader.when(since), at: reader.when(at) }))
  if (wrong.length === 0) {
    const text = reader.say('doctor.over')
    return { text, blocks: [section(`🟢 ${text}`), began] }
  }
  const text = reader.say('doctor.alert', { count: wrong.length })
  const lines = wrong.map((one) => `⚠️ ${wrongText(one, reader)}`)
  const again = { label: reader.say('doctor.again'), operation: 'backroom.doctor' }
  return { text, blocks: [section(`🔴 *${text}*`), ...lineSections(lines), began, buttons(again)] }
}
