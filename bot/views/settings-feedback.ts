import type { Page } from '../../shop/pages.ts'
import type { Feedback } from '../../shop/settings/feedback.ts'
import { settingGroups } from '../../shop/settings/list.ts'
import type { SettingKey } from '../../shop/settings/registry.ts'
import { type Blocks, buttons, context, header, type Message, type Modal, quote, section } from '../blocks.ts'
import { selectInput, textInput } from '../inputs.ts'
import { pageButtons } from '../paging.ts'
import type { Reader } from '../reader.ts'

const stars = (rating: number | null): string =>
  rating === null ? '' : `${'★'.repeat(rating)}${'☆'.repeat(5 - rating)}`

/** Who thinks what, and when they said so. */
const saidText = ({ member_id, rating, remark, at }: Feedback, reader: Reader): string =>
  [stars(rating), remark && quote(remark), `<@${member_id}>`, reader.when(at)].filter(Boolean).join('  ')

/** Beside a setting: its mean rating and the latest open remarks. */
export function feedbackBeside(
  key: SettingKey,
  { mean, ratings, open }: { mean: number | null; ratings: number; open: readonly Feedback[] },
  reader: Reader,
): Blocks {
  if (mean === null && open.length === 0) return []
  const head =
    mean === null
      ? reader.say('feedback.title')
      : reader.say('feedback.mean', { mean: Math.round(mean * 10) / 10, count: ratings })
  return [
    context(`💬 *${head}*`, ...open.map((one) => saidText(one, reader))),
    ...(open.length > 0
      ? [buttons({ label: reader.say('feedback.open'), operation: 'settings.remarks', argument: key })]
      : []),
  ]
}

/** Asks for stars and words; without a key also for the setting. */
export const feedbackModal = (key: SettingKey | null, reader: Reader): Modal => ({
  title: reader.say('feedback.give'),
  submit: reader.say('feedback.send'),
  close: reader.say('button.cancel'),
  operation: 'settings.feedback_save',
  argument: key ?? '',
  blocks: [
    ...(key
      ? [section(`*${reader.say(`setting.${key}`)}*\n${reader.say(`setting.${key}.about`)}`)]
      : [selectInput('key', { label: reader.say('feedback.setting'), choices: everySetting(reader) })]),
    selectInput('rating', {
      ...{ label: reader.say('feedback.rating'), optional: true },
      choices: [5, 4, 3, 2, 1].map((rating) => ({ label: stars(rating), value: String(rating) })),
    }),
    textInput('remark', { label: reader.say('feedback.remark'), optional: true, long: true }),
  ],
})

const everySetting = (reader: Reader) =>
  settingGroups.flatMap(({ keys }) => keys.map((key) => ({ label: reader.say(`setting.${key}`), value: key })))

/** Thanks, with what was kept. */
export function feedbackKept(kept: Feedback, reader: Reader): Message {
  const text = reader.say('feedback.kept', { name: reader.say(`setting.${kept.key}`) })
  return { text, blocks: [section(text), context(saidText(kept, reader))] }
}

/** Remarks and ratings that nobody has settled; who may, settles them where they stand. */
export function feedbackList(key: string, page: Page<Feedback>, canSettle: boolean, reader: Reader): Message {
  const title = reader.say('feedback.title')
  const rows = page.rows.flatMap((one) => [
    section(feedbackText(one, reader)),
    ...(canSettle ? [buttons(settleButton(one, reader))] : []),
  ])
  const shown = rows.length > 0 ? rows : [section(reader.say('feedback.empty'))]
  return { text: title, blocks: [header(title), ...shown, ...pageButtons(page, 'settings.remarks', key, reader)] }
}

const feedbackText = (one: Feedback, reader: Reader): string =>
  `\`#${one.id}\`  *${reader.say(`setting.${one.key}`)}*\n${saidText(one, reader)}`

const settleButton = ({ id }: Feedback, reader: Reader) => ({
  ...{ label: reader.say('feedback.settle'), operation: 'settings.settle', argument: String(id) },
})

/** Asks for the answer with which a remark is settled. */
export const settleModal = (one: Feedback, reader: Reader): Modal => ({
  title: reader.say('feedback.settle'),
  submit: reader.say('feedback.settle'),
  close: reader.say('button.cancel'),
  operation: 'settings.settle_save',
  argument: String(one.id),
  blocks: [
    section(feedbackText(one, reader)),
    textInput('answer', {
      label: reader.say('feedback.answer'),
      hint: reader.say('feedback.answer_hint'),
      optional: true,
      long: true,
    }),
  ],
})

/** Of a week a message has room for so many. */
const MOST_IN_DIGEST = 20

/** The weekly digest to an administrator; what is settled says so. */
export function feedbackDigest(all: readonly Feedback[], reader: Reader): Message {
  const title = reader.say('feedback.digest', { count: all.length })
  const rows = all
    .slice(0, MOST_IN_DIGEST)
    .flatMap((one) => [
      section(`${one.settled_at ? '✅ ' : ''}${feedbackText(one, reader)}`),
      ...(one.settled_at ? [] : [buttons(settleButton(one, reader))]),
    ])
  const more = all.length - MOST_IN_DIGEST
  return {
    text: title,
    blocks: [
      header(title),
      ...rows,
      ...(more > 0 ? [context(reader.say('settings.more_found', { count: more }))] : []),
    ],
  }
}

/** What the author of a remark is told once it is settled. */
export function feedbackAnswer(one: Feedback, reader: Reader): Message {
  const values = { name: reader.say(`setting.${one.key}`), who: `<@${one.settled_by}>` }
  const text = reader.say('feedback.settled', values)
  const answer = one.answer ? [section(quote(one.answer))] : []
  return { text, blocks: [section(text), context(saidText(one, reader)), ...answer] }
}
