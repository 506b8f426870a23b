import { customerRating } from '../../shop/support/rating.ts'
import { customerRatingPosted } from '../views/customer.ts'
import type { Renderer } from './renderer.ts'

export const customerRatingPost: Renderer = async ({ db }, subject, reader) => {
  const said = await customerRating(db, subject)
  return said && { ...customerRatingPosted(said, reader), waits: false }
}
