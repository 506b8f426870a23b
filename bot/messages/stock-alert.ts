import { readSettings } from '../../shop/settings/read.ts'
import { stockAlert } from '../../shop/stock/alert.ts'
import { digestGoods } from '../../shop/stock/digest.ts'
import { stockAlertMessage, stockDigestMessage, stockStoppedMessage } from '../views/stock-alerts.ts'
import type { Renderer } from './renderer.ts'

const MOST_IN_DIGEST = 30

export const stockAlertPost: Renderer = async ({ db }, subject, reader) => {
  const alert = await stockAlert(db, await readSettings(db), 'stock.alert', subject)
  return alert && { ...stockAlertMessage(alert, reader), waits: !alert.recovered }
}

export const stockStoppedPost: Renderer = async ({ db }, subject, reader) => {
  const alert = await stockAlert(db, await readSettings(db), 'stock.stopped', subject)
  return alert && { ...stockStoppedMessage(alert, reader), waits: !alert.recovered }
}

/** Left out where all of it has recovered before it could be posted. */
export const stockDigestPost: Renderer = async ({ db }, slot, reader) => {
  const goods = await digestGoods(db, await readSettings(db), slot, MOST_IN_DIGEST)
  return goods.cards.length > 0 ? { ...stockDigestMessage(goods, reader), waits: false } : null
}
