import { returnNoticed } from '../../shop/returns/find.ts'
import { openReturnStates } from '../../shop/returns/states.ts'
import { returnMessage } from '../views/returns.ts'
import type { Renderer } from './renderer.ts'

/** In a channel everybody sees what somebody there may do next. */
export const returnNoticePost: Renderer = async ({ db }, subject, reader) => {
  const noticed = await returnNoticed(db, subject)
  return noticed && { ...returnMessage(noticed, true, reader), waits: openReturnStates.includes(noticed.asked.state) }
}
