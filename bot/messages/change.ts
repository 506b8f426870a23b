import { changeDetails } from '../../shop/changes/details.ts'
import type { Key } from '../../shop/i18n/index.ts'
import { readMethods } from '../../shop/payments/methods.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { changeMessage } from '../views/change.ts'
import type { Renderer } from './renderer.ts'

const post =
  (above?: Key): Renderer =>
  async ({ db }, subject, reader, now, member) => {
    const settings = await readSettings(db)
    const details = await changeDetails(db, settings, subject, now)
    if (!details) return null
    const known = { methods: await readMethods(db), settings }
    const shown = changeMessage(details, known, member?.id ?? null, reader, above)
    return { ...shown, waits: details.change.state === 'waiting' }
  }

/** The prompt that asks for a decision, and then tells what came of it; for the one who asked, too. */
export const changePrompt = post()
export const changeReminderPost = post('change.reminder')
