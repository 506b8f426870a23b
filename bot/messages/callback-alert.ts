import { callbackAlert } from '../../shop/callbacks/alert.ts'
import { callbackAlertMessage } from '../views/callbacks.ts'
import type { Renderer } from './renderer.ts'

export const callbackAlertPost: Renderer = async ({ db }, subject, reader) => {
  const alert = await callbackAlert(db, subject)
  return { ...callbackAlertMessage(alert, reader), waits: alert.dead > 0 }
}
