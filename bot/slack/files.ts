import { setTimeout as sleep } from 'node:timers/promises'
import type { KnownBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { clip } from '../blocks.ts'

export interface Picture {
  png: Buffer
  name: string
  alt: string
}

/**
 * Uploads a picture into a channel (or a thread) and gives its file id once Slack has processed it: an image block of a
 * file that is not shared or not ready is refused with the whole message. One already in the thread is taken instead.
 */
export async function shareFile(
  client: WebClient,
  file: Picture & { channel: string; thread?: string },
): Promise<string> {
  const id = (await sharedBefore(client, file)) ?? (await upload(client, file))
  for (let wait = 50; wait < 10_000; wait *= 2) {
    const { file: info } = await client.files.info({ file: id })
    // Until then the type is empty and no channel has it.
    if (info?.mimetype && Object.keys({ ...info.shares?.public, ...info.shares?.private }).length > 0) return id
    await sleep(wait)
  }
  throw new Error(`Slack has not processed ${file.name} yet`)
}

async function sharedBefore(
  client: WebClient,
  { channel, thread, name }: { channel: string; thread?: string; name: string },
) {
  if (!thread) return undefined
  const { messages } = await client.conversations.replies({ channel, ts: thread, limit: 20 })
  return messages?.flatMap((message) => message.files ?? []).find((file) => file.name === name)?.id
}

async function upload(client: WebClient, file: Picture & { channel: string; thread?: string }): Promise<string> {
  const { name, png, alt, channel, thread } = file
  const alt_txt = clip(alt, 1000)
  const { upload_url, file_id } = await client.files.getUploadURLExternal({
    filename: name,
    length: png.length,
    alt_text: alt_txt,
  })
  if (!upload_url || !file_id) throw new Error('files.getUploadURLExternal gave no address')
  const sent = await fetch(upload_url, {
    method: 'POST',
    body: new Uint8Array(png),
    signal: AbortSignal.timeout(30_000),
  })
  if (!sent.ok) throw new Error(`uploading ${name} answered ${sent.status}`)
  const files: [{ id: string; title: string }] = [{ id: file_id, title: name }]
  await client.files.completeUploadExternal(
    thread ? { files, channel_id: channel, thread_ts: thread } : { files, channel_id: channel },
  )
  return file_id
}

export const imageBlock = (fileId: string, alt: string): KnownBlock => ({
  type: 'image',
  slack_file: { id: fileId },
  alt_text: clip(alt, 2000),
})
