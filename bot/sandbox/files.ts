import { sendMessageEvent } from './events.ts'
import { newId } from './ids.ts'
import type { StoredFile } from './model.ts'
import type { Services } from './services.ts'
import type { Store } from './store.ts'
import { elapsed } from './waiting.ts'

const TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  csv: 'text/csv',
  txt: 'text/plain',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** How many files are kept; the oldest are forgotten. */
const KEPT = 200

/** The type of a file by its name, for what comes without one. */
export function mimetypeOf(name: string): string {
  return TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}

/** Makes a file known by name and length; its bytes come later. */
export function announceFile(store: Store, user: string, name: string, length: number, alt: string): StoredFile {
  const created = Math.floor(store.now() / 1000)
  const about = { id: newId('F'), name, title: name, alt, mimetype: mimetypeOf(name), user, length, created }
  const file: StoredFile = { ...about, bytes: null, completed: false, ready: false, shares: new Map() }
  store.files.set(file.id, file)
  const oldest = store.files.size > KEPT ? store.files.keys().next().value : undefined
  if (oldest) store.files.delete(oldest)
  return file
}

/** A file that a person sends from their machine: there at once. */
export function personFile(store: Store, user: string, name: string, mimetype: string, bytes: Buffer): StoredFile {
  const file = announceFile(store, user, name, bytes.length, '')
  return Object.assign(file, { bytes, completed: true, ready: true, mimetype: mimetype || file.mimetype })
}

/** What shares an uploaded file: in which channel and thread, beside which words. */
export interface Sharing {
  channel: string
  thread: string | null
  text: string
}

/**
 * Processes completed uploads as Slack does, after the call has been answered: only then are they ready, and only
 * then does the message that shares them appear. Without `sharing` they stay private.
 */
export async function processFiles(services: Services, files: StoredFile[], sharing: Sharing | null): Promise<void> {
  const { store, closing, processingMs } = services
  if (!(await elapsed(processingMs, closing))) return
  for (const file of files) file.ready = true
  if (!sharing) return
  const draft = {
    channel: sharing.channel,
    thread: sharing.thread,
    text: sharing.text,
    files: files.map(({ id }) => id),
  }
  const message = store.post({ ...draft, user: store.bot.id, byApp: true, subtype: 'file_share' })
  for (const file of files) file.shares.set(sharing.channel, [...(file.shares.get(sharing.channel) ?? []), message.ts])
  store.changed(message)
  void sendMessageEvent(services, message)
}
