import type { Db } from '../../db/tables/index.ts'
import { type Member, may } from '../../shop/access/member.ts'
import { isOpen, type Restock, restockById } from '../../shop/restocks/restock.ts'
import { type RestockRights, restockMessage, restockReminder } from '../views/restock.ts'
import type { Renderer } from './renderer.ts'

/** In a channel everybody sees what somebody there may do. */
const rightsOf = (member: Member | null): RestockRights =>
  member ? { answer: may(member, 'stock.adjust'), close: may(member, 'stock.restock') } : { answer: true, close: true }

async function known(db: Db, id: string): Promise<Restock | null> {
  const restock = await restockById(db, id, null)
  return restock.ok ? restock.value : null
}

/** The request, wherever it is answered, and then what came of it. */
export const restockPost: Renderer = async ({ db }, id, reader, _, member) => {
  const restock = await known(db, id)
  return restock && { ...restockMessage(restock, rightsOf(member), reader), waits: isOpen(restock) }
}

/** That promised goods have not come; later, that they have. */
export const restockReminderPost: Renderer = async ({ db }, subject, reader, _, member) => {
  const [id = '', day = ''] = subject.split('/')
  const restock = await known(db, id)
  return restock && { ...restockReminder(restock, day, rightsOf(member), reader), waits: isOpen(restock) }
}

/** For the one who asked. One that comes late is left out once it is no longer so. */
export const restockNoticePost: Renderer = async ({ db }, subject, reader, _, member) => {
  const [id = '', state = ''] = subject.split('/')
  const restock = await known(db, id)
  return restock?.state === state ? { ...restockMessage(restock, rightsOf(member), reader), waits: false } : null
}
