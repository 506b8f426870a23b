import { troubleSince } from '../../shop/settings/self-checks.ts'
import { doctorAlert } from '../views/doctor.ts'
import type { Renderer } from './renderer.ts'

export const doctorAlertPost: Renderer = async ({ db }, subject, reader) => {
  const trouble = await troubleSince(db, subject)
  return trouble && { ...doctorAlert(trouble, reader), waits: trouble.wrong.length > 0 }
}
