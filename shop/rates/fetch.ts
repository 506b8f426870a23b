import { open, stat } from 'node:fs/promises'
import { ok, type Result, refuse } from '../result.ts'

/** The whole file is some 2 KB; whoever sends more sends something else. */
const MOST_BYTES = 256 * 1024
const WITHIN_MS = 10_000

/** What gets a page: the platform's `fetch`, or a test's. */
export type Fetch = (address: string, options: RequestInit) => Promise<Response>

/**
 * The text at an https address or in a file. Refuses what cannot be reached within 10 s, answers other than with 200 (a
 * redirection might lead inside), is no ordinary file, or is longer than 256 KB, of which no more is read.
 */
export async function readAddress(address: string, fetch: Fetch): Promise<Result<string>> {
  try {
    return await (address.startsWith('https:') ? download(address, fetch) : readFile(address))
  } catch (error) {
    // Whatever the network or the disk says: it is told, and tried again later.
    const { cause, message } = error as Error
    return refuse('rate.unreachable', { why: cause instanceof Error ? cause.message : message })
  }
}

const tooLong = () => refuse('rate.too_long', { most: MOST_BYTES / 1024 })

async function download(address: string, fetch: Fetch): Promise<Result<string>> {
  const signal = AbortSignal.timeout(WITHIN_MS)
  const response = await fetch(address, { redirect: 'error', signal, headers: { accept: 'application/xml, text/xml' } })
  if (response.status !== 200) {
    await response.body?.cancel()
    return refuse('rate.answered', { status: String(response.status) })
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > MOST_BYTES) return tooLong()
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks).toString('utf8'))
}

async function readFile(path: string): Promise<Result<string>> {
  // Opening a pipe would wait for its writer.
  if (!(await stat(path)).isFile()) return refuse('rate.unreachable', { why: 'no ordinary file' })
  const file = await open(path)
  try {
    const buffer = Buffer.alloc(MOST_BYTES + 1)
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
    return bytesRead > MOST_BYTES ? tooLong() : ok(buffer.toString('utf8', 0, bytesRead))
  } finally {
    await file.close()
  }
}
