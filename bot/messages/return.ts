import { returnNoticed } from '../../shop/returns/find.ts'
import { returnNotice } from '../views/returns.ts'
import type { Renderer } from './renderer.ts'

export const returnNoticePost: Renderer = async ({ db }, subject, reader) => {
  const noticed = await returnNoticed(db, subject)
  return noticed && { ...returnNotice(noticed, reader), waits: noticed.asked.state === 'requested' }
}
