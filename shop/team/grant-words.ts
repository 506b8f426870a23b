import type { Db } from '../../db/tables/index.ts'
import { personAndRest } from './person.ts'
import { roleCalled, roleList } from './role-named.ts'

/** What `@person ROLE [until ...] [-- reason]` names; each part is empty where it is missing. */
export interface GrantWords {
  readonly person: string
  readonly role: string
  readonly until: string
  readonly reason: string | null
}

/** Cuts the reason, which follows two dashes, or the one dash that keyboards make of them, off the rest. */
export function withReason(text: string): { words: string; reason: string | null } {
  const [, words = text, reason = null] = /^([\s\S]*?)(?:^|\s)(?:--|—)\s*([\s\S]+)$/.exec(text) ?? []
  return { words: words.trim(), reason: reason?.trim() || null }
}

/**
 * Reads who is to hold which role until when. A name of several words ends where the name of a role begins; without one
 * that exists the second word is taken for it, so that it can be refused with the nearest.
 */
export async function grantWords(db: Db, text: string): Promise<GrantWords> {
  const { words, reason } = withReason(text)
  const { person, rest } = personAndRest(words)
  const all = await roleList(db)
  const tokens = words.split(/\s+/)
  const at = /^[<"“]/.test(words)
    ? -1
    : tokens.findIndex((_, place) => place > 0 && wordsOfRole(tokens.slice(place), all) > 0)
  const named = at > 0 ? { person: tokens.slice(0, at).join(' '), rest: tokens.slice(at).join(' ') } : { person, rest }
  const after = named.rest.split(/\s+/)
  const length = wordsOfRole(after, all) || 1
  return { person: named.person, role: after.slice(0, length).join(' '), until: after.slice(length).join(' '), reason }
}

/** How many of these words, from the first on, are what a role is called; 0 where none are. */
const wordsOfRole = (words: readonly string[], all: readonly string[]): number =>
  [3, 2, 1].find((count) => count <= words.length && roleCalled(words.slice(0, count).join(' '), all) !== null) ?? 0
