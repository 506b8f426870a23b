import { distance } from 'fastest-levenshtein'

/** The candidates that take the fewest edits to reach from what someone wrote, nearest first; letter case is ignored. */
export function nearest(written: string, candidates: readonly string[], most = 1): string[] {
  const lower = written.toLowerCase()
  return candidates
    .map((candidate) => ({ candidate, edits: distance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, most)
    .map(({ candidate }) => candidate)
}

const letters = (word: string): string => [...word.toLowerCase()].sort().join('')

/**
 * The candidate that a word is a slip away from: one edit or two letters in each other's place in words of up to four
 * letters, two edits in longer ones; or null.
 */
export function slipOf(written: string, candidates: readonly string[]): string | null {
  const [best] = nearest(written, candidates)
  if (!best) return null
  const edits = distance(written.toLowerCase(), best.toLowerCase())
  const most = best.length > 4 || letters(written) === letters(best) ? 2 : 1
  return edits > 0 && edits <= most ? best : null
}
