import type { Db } from '../../db/tables/index.ts'
import { may } from '../../shop/access/member.ts'
import { isOpen, type Restock, restockById } from '../../shop/restocks/restock.ts'
import type { Services } from '../operation.ts'
import { type Reader, readerOf } from '../reader.ts'
import { type RestockRights, restockMessage, restockReminder } from '../views/restock.ts'
import type { Renderer } from './renderer.ts'

/** Whom a copy is for: a person in their language and with their rights, or everybody in a channel. */
async function seenBy(
  { sessions, prefix }: Services,
  address: string,
  channelReader: Reader,
  now: Temporal.Instant,
): Promise<{ reader: Reader; rights: RestockRights }> {
  if (address.startsWith('channel.')) return { reader: channelReader, rights: { answer: true, close: true } }
  const { member } = await sessions.look(address, now)
  const rights = { answer: may(member, 'stock.adjust'), close: may(member, 'stock.restock') }
  return { reader: readerOf(member.locale, member.timezone, prefix), rights }
}

async function known(db: Db, id: string): Promise<Restock | null> {
  const restock = await restockById(db, id, null)
  return restock.ok ? restock.value : null
}

/** The request, wherever it is answered, and then what came of it. */
export const restockPost: Renderer = async (services, subject, channelReader, now) => {
  const [id = '', address = ''] = subject.split('/')
  const restock = await known(services.db, id)
  if (!restock) return null
  const { reader, rights } = await seenBy(services, address, channelReader, now)
  return { ...restockMessage(restock, rights, reader), waits: isOpen(restock) }
}

/** That promised goods have not come; later, that they have. */
export const restockReminderPost: Renderer = async (services, subject, channelReader, now) => {
  const [id = '', day = '', address = ''] = subject.split('/')
  const restock = await known(services.db, id)
  if (!restock) return null
  const { reader, rights } = await seenBy(services, address, channelReader, now)
  return { ...restockReminder(restock, day, rights, reader), waits: isOpen(restock) }
}
