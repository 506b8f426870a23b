import { readSettings } from '../../shop/settings/read.ts'
import { stockAlert } from '../../shop/stock/alert.ts'
import { stockAlertMessage } from '../views/stock.ts'
import type { Renderer } from './renderer.ts'

export const stockAlertPost: Renderer = async ({ db }, subject, reader) => {
  const alert = await stockAlert(db, await readSettings(db), subject)
  return alert && { ...stockAlertMessage(alert, reader), waits: !alert.recovered }
}
