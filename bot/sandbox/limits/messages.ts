import { z } from 'zod'
import type { Block } from '../contract.ts'
import { type Fields, fieldsOf, isFields, stringOf } from '../json.ts'
import type { Store } from '../store.ts'
import { anyBlock } from './blocks.ts'
import { wholeProblems, wordCount } from './composition.ts'
import { problems } from './problems.ts'

/** What one message may hold. `text` is cut there by chat.postMessage; chat.update refuses more than `updateText`. */
export const MESSAGE = { blocks: 50, words: 13_200, text: 40_000, updateText: 4000, metadata: 16_384 }

const messageBlocks = z.array(anyBlock).max(MESSAGE.blocks)

/** A message that Slack would take, or Slack's error for it with what is wrong in detail. */
export type CheckedMessage =
  | { text: string; cut: boolean; blocks: Block[]; metadata: Fields | null }
  | { error: string; details: string[] }

/** Checks text, blocks and metadata of anything that becomes a message. */
export function checkMessage(store: Store, { text, blocks, metadata, attachments }: Fields): CheckedMessage {
  const refuse = (error: string, ...details: string[]) => ({ error, details })
  if (blocks !== undefined && !Array.isArray(blocks)) return refuse('invalid_blocks_format')
  if (attachments !== undefined && !Array.isArray(attachments)) return refuse('invalid_attachments')
  const wrong = blocks === undefined ? [] : problems(messageBlocks, blocks, '/blocks')
  if (wrong.length > 0) return refuse('invalid_blocks', ...wrong)
  const known = (blocks ?? []) as Block[]
  const whole = wholeProblems(store, known, '/blocks')
  if (whole.length > 0) return refuse('invalid_blocks', ...whole)
  const count = wordCount(known)
  if (count > MESSAGE.words) return refuse('msg_blocks_too_long', `${count} characters, ${MESSAGE.words} allowed`)
  const words = stringOf(text)
  if (!words && known.length === 0) return refuse('no_text')
  const meta = metadata === undefined || metadata === null ? null : fieldsOf(metadata)
  if (meta && (!stringOf(meta.event_type) || !isFields(meta.event_payload))) return refuse('invalid_metadata_format')
  if (meta && JSON.stringify(meta).length > MESSAGE.metadata) return refuse('metadata_too_large')
  const characters = words.length > MESSAGE.text ? [...words] : []
  const cut = characters.length > MESSAGE.text
  return { text: cut ? characters.slice(0, MESSAGE.text).join('') : words, cut, blocks: known, metadata: meta }
}
