import { customerMessage, customerRating } from '../../shop/support/find.ts'
import { customerMessagePosted, customerRatingPosted } from '../views/customer.ts'
import type { Renderer } from './renderer.ts'

/** It stands as it was posted. */
export const customerMessagePost: Renderer = async ({ db }, subject, reader) => {
  const said = await customerMessage(db, subject)
  return said && { ...customerMessagePosted(said, reader), waits: false }
}

export const customerRatingPost: Renderer = async ({ db }, subject, reader) => {
  const said = await customerRating(db, subject)
  return said && { ...customerRatingPosted(said, reader), waits: false }
}
