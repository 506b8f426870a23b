import { membersWho } from '../../shop/access/members.ts'
import { exceptionNamed } from '../../shop/exceptions/exception.ts'
import { lateMessage } from '../views/exception-forms.ts'
import { exceptionMessage } from '../views/exceptions.ts'
import { mention } from '../views/refund.ts'
import type { Renderer } from './renderer.ts'

/** An exception where it is seen to, and then how it ended. One that nobody answered in time calls those who can. */
export const exceptionPost: Renderer = async ({ db }, ref, reader, now) => {
  const found = await exceptionNamed(db, ref, null)
  if (!found.ok) return null
  const { escalated_at, answered_at, closed_at } = found.value
  const calls = escalated_at && !answered_at && !closed_at
  const mentions = calls ? mention((await membersWho(db, 'order.process', now)).map(({ id }) => id)) : ''
  return { ...exceptionMessage(found.value, reader, mentions), waits: closed_at === null }
}

/** The question why goods are late, for those who send them, and then what was answered. */
export const latePost: Renderer = async ({ db }, ref, reader) => {
  const found = await exceptionNamed(db, ref, null)
  return found.ok ? { ...lateMessage(found.value, reader), waits: found.value.closed_at === null } : null
}
