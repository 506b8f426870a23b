import { setTimeout as sleep } from 'node:timers/promises'
import type { KnownBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { type Blocks, clip } from '../blocks.ts'
import { refusedWith } from './errors.ts'

/** A file for people; its type is told by its name. */
export interface Upload {
  bytes: Uint8Array
  name: string
}

export interface Picture extends Upload {
  alt: string
}

/** Where a file is shared: a channel, or a thread in it. */
export interface Sharing {
  channel: string
  thread?: string
}

/**
 * Uploads a file into a channel and gives its file id once Slack has processed it. `announced` is told the id before
 * anybody can see the file: who was killed after that asks `fileShared` instead of sharing it again.
 */
export async function shareFile(
  client: WebClient,
  { channel, thread, ...file }: (Upload | Picture) & Sharing,
  announced: (id: string) => Promise<unknown> = async () => {},
): Promise<string> {
  const id = await upload(client, file)
  await announced(id)
  const files: [{ id: string; title: string }] = [{ id, title: file.name }]
  await client.files.completeUploadExternal(
    thread ? { files, channel_id: channel, thread_ts: thread } : { files, channel_id: channel },
  )
  if (!(await fileShared(client, id))) throw new Error(`Slack has lost the file ${file.name}`)
  return id
}

/**
 * Waits until Slack has processed a shared file, since an image block of one that is not ready is refused with the whole
 * message. False where the file was announced only, or is gone. Throws where processing takes too long.
 */
export async function fileShared(client: WebClient, id: string): Promise<boolean> {
  for (let wait = 200; wait < 10_000; wait *= 2) {
    try {
      const { file } = await client.files.info({ file: id })
      // Empty until the file is processed.
      if (file?.mimetype) return true
    } catch (error) {
      if (refusedWith(error, 'file_not_found', 'file_deleted')) return false
      throw error
    }
    await sleep(wait)
  }
  throw new Error(`Slack has not processed the file ${id} yet`)
}

/** The bytes of a file that somebody shared; null where it is gone or has none. */
export async function readSharedFile(
  client: WebClient,
  id: string,
  mostBytes: number,
): Promise<Uint8Array | 'too_large' | null> {
  const { file } = await client.files.info({ file: id }).catch((error: unknown) => {
    if (refusedWith(error, 'file_not_found', 'file_deleted')) return { file: undefined }
    throw error
  })
  if (!file?.url_private_download) return null
  if (Number(file.size) > mostBytes) return 'too_large'
  const headers = { authorization: `Bearer ${client.token}` }
  const response = await fetch(file.url_private_download, { headers, signal: AbortSignal.timeout(20_000) })
  if (!response.ok) throw new Error(`the file ${id} answered ${response.status}`)
  return response.bytes()
}

async function upload(client: WebClient, { name, bytes, ...about }: Upload | Picture): Promise<string> {
  const { upload_url, file_id } = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.length,
    ...('alt' in about && { alt_text: clip(about.alt, 1000) }),
  })
  if (!upload_url || !file_id) throw new Error('files.getUploadURLExternal gave no address')
  const body = new Uint8Array(bytes)
  const sent = await fetch(upload_url, { method: 'POST', body, signal: AbortSignal.timeout(30_000) })
  if (!sent.ok) throw new Error(`uploading ${name} answered ${sent.status}`)
  return file_id
}

export const imageBlock = (fileId: string, alt: string): KnownBlock => ({
  type: 'image',
  slack_file: { id: fileId },
  alt_text: clip(alt, 2000),
})

/** With a picture where a reader looks for it: before the table, or at the end. */
export function withImage(blocks: Blocks, fileId: string, alt: string): Blocks {
  const table = blocks.findIndex(({ type }) => type === 'table')
  return blocks.toSpliced(table < 0 ? blocks.length : table, 0, imageBlock(fileId, alt))
}
