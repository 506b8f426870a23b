import { rateAlert } from '../../shop/rates/alert.ts'
import { rateAlertMessage } from '../views/rates.ts'
import type { Renderer } from './renderer.ts'

export const rateAlertPost: Renderer = async ({ db }, subject, reader) => {
  const alert = await rateAlert(db, subject)
  return alert && { ...rateAlertMessage(alert, reader), waits: !alert.over }
}
