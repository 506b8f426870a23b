import { at, named } from './acts.ts'
import type { Day } from './day.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

/** Settings are found, changed, undone, previewed and put off. */
export async function settingsChange(day: Day): Promise<void> {
  const [mei, zhao] = [at(day, 'mei'), at(day, 'zhao')]
  await mei.says('/settings list')
  await zhao.says('/settings search 安全库存')
  await mei.says('/settings preview stock.safety_level 25', 'below the safety level')
  await mei.says('/settings set stock.cover_days')
  await mei.person.fill({ value: '45' }, { in: 'modal' })
  await mei.presses('settings.preview_form')
  await mei.fills({ reason: 'a long winter' })
  await mei.says('/settings get stock.cover_days', '45')
  await mei.presses('settings.edit')
  await mei.fills({ value: '40' })
  await mei.says('/settings history stock.cover_days', 'a long winter')
  await mei.says('/settings undo stock.cover_days', '45')
  await mei.says(`/settings set stock.cover_days 60 at ${day.dayIn(0)} 20:00 -- the sale`, 'the sale')
  await mei.says(`/settings set stock.warning_level 25 at ${day.dayIn(0)} 19:00`)
  await mei.says('/settings scheduled', 'the sale')
  // Of the two the one that is due first.
  await mei.presses('settings.cancel')
  await mei.says('/settings check')
}

/** They leave as a file, come back changed, and are applied as shown. */
export async function settingsTravel(day: Day): Promise<void> {
  const mei = at(day, 'mei')
  await mei.says('/settings export')
  const { id } = await mei.waits(() => {
    const files = mei.person.messages('dm').flatMap((message) => message.files)
    return files.findLast(({ name, ready }) => ready && name.endsWith('.yaml'))
  })
  const file = new TextDecoder().decode(day.outside.slack.store.files.get(id)?.bytes ?? new Uint8Array())
  await mei.says('/settings import')
  const changed = file.replace('stock.digest_time: 09:00', 'stock.digest_time: 09:30')
  await mei.person.attach('file', { name: 'mine.yaml', bytes: utf8(changed) })
  await mei.fills({})
  await mei.waits(() => mei.person.ephemerals('general').at(-1)?.text.includes('09:30'))
  await mei.presses('settings.apply')
  await mei.says('/settings get stock.digest_time', '09:30')
}

/** Some changes need a second manager; anybody may say what they think of a setting. */
export async function settingsAreAgreedOn(day: Day): Promise<void> {
  const [mei, zhao, sam] = [at(day, 'mei'), at(day, 'zhao'), at(day, 'sam')]
  await mei.says('/settings set settings.approval all')
  const wanted = async (key: string) => named(await mei.says(`/settings set ${key}`), /C\d+/)
  const [first, second, third] = [
    await wanted('shop.name Teahouse'),
    await wanted('support.complaint_days 5'),
    await wanted('stock.cover_days 90'),
  ]
  await zhao.says('/settings waiting', first)
  await zhao.says(`/settings approve ${first}`)
  await zhao.says(`/settings reject ${second}`)
  await zhao.fills({ reason: '太长' })
  await mei.says(`/settings withdraw ${third}`)
  await zhao.says(`/settings approve ${await wanted('settings.approval off')}`)
  await sam.says('/settings feedback stock.safety_level 4 a bit high')
  await sam.says('/settings feedback stock.cover_days')
  await sam.fills({ rating: '2', remark: 'too long' })
  const remarks = await mei.says('/settings remarks', 'a bit high')
  const [one, two] = remarks.match(/(?<=#)\d+/g) ?? ['1', '2']
  await mei.says(`/settings settle ${one} it stays`)
  await mei.says(`/settings settle ${two}`)
  await mei.fills({ answer: 'we shall see' })
}
