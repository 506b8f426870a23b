import { may } from '../../shop/access/member.ts'
import { priceDetails } from '../../shop/products/price-details.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { priceMessage } from '../views/product-price.ts'
import type { Renderer } from './renderer.ts'

/** The prompt that asks for a decision, and then tells what came of it. */
export const pricePrompt: Renderer = async ({ db }, subject, reader, now) => {
  const details = await priceDetails(db, await readSettings(db), subject, now)
  return details && { ...priceMessage(details, false, reader), waits: details.change.state === 'waiting' }
}

export const priceReminderPost: Renderer = async ({ db }, subject, reader, now) => {
  const details = await priceDetails(db, await readSettings(db), subject, now)
  return (
    details && { ...priceMessage(details, false, reader, 'price.reminder'), waits: details.change.state === 'waiting' }
  )
}

/** For the one who asked for the price. */
export const priceNoticePost: Renderer = async ({ db }, subject, reader, now, member) => {
  const details = await priceDetails(db, await readSettings(db), subject, now)
  const costs = member !== null && may(member, 'product.edit')
  return details && { ...priceMessage(details, costs, reader), waits: false }
}
