import type { Db } from '../../db/tables/index.ts'
import { type Member, may } from '../access/member.ts'
import { csvFile } from '../csv.ts'
import { type Page, type PageRequest, pageByPosition } from '../pages.ts'
import { ok, type Result } from '../result.ts'
import { deniedSupport } from './change.ts'
import { type Conversation, findConversation } from './conversation.ts'
import type { Entry } from './entry.ts'

/** A conversation as it was held, with what was said about it afterwards. */
export interface Replay {
  readonly conversation: Conversation
  readonly page: Page<Entry>
}

/** A page of what was said and done, in order. Refuses an unknown conversation. */
export async function replayOf(db: Db, member: Member, text: string, request: PageRequest): Promise<Result<Replay>> {
  const missing = deniedSupport(member)
  if (missing) return missing
  const found = await findConversation(db, text)
  if (!found.ok) return found
  const page = await pageByPosition(request, (limit, offset) =>
    entriesOf(db, found.value.id).limit(limit).offset(offset).execute(),
  )
  return ok({ conversation: found.value, page: { ...page, rows: page.rows as Entry[] } })
}

const entriesOf = (db: Db, id: bigint) =>
  db.selectFrom('conversation_entries').selectAll().where('conversation_id', '=', id).orderBy('seq')

/** All of a conversation as a CSV file. */
export async function replayCsv(db: Db, member: Member, text: string): Promise<Result<{ id: string; csv: string }>> {
  const missing = deniedSupport(member)
  if (missing) return missing
  const found = await findConversation(db, text)
  if (!found.ok) return found
  const { id, customer_id: customer } = found.value
  const entries = (await entriesOf(db, id).execute()) as Entry[]
  const heading = ['at', 'kind', 'who', 'text', 'event', 'order', 'delivered_at', 'details']
  const lines = entries.map((entry) => [
    ...[String(entry.at), entry.kind, entry.kind === 'customer' ? customer : (entry.member_id ?? '')],
    ...[entry.text ?? '', entry.event ?? '', entry.order_number ?? ''],
    ...[entry.delivered_at ? String(entry.delivered_at) : '', JSON.stringify(entry.data)],
  ])
  return ok({ id: String(id), csv: csvFile([heading, ...lines]) })
}

/** What a supervisor said about a conversation: to its owner and to those who lead. */
export async function supervisorNotes(db: Db, member: Member, { id, owner }: Conversation) {
  if (owner !== member.id && !may(member, 'support.lead')) return []
  return db
    .selectFrom('conversation_remarks')
    .selectAll()
    .where('conversation_id', '=', id)
    .where('kind', '=', 'supervisor')
    .orderBy('id')
    .execute()
}
