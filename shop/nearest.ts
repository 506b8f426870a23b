import { distance } from 'fastest-levenshtein'

/** Of two words, so much of the longer may differ before one is no slip of the other. */
const UNLIKE = 0.4
/** So many letters of a name are enough to mean it. */
const PART = 3

const byEdits = (lower: string, candidates: readonly string[]) =>
  candidates
    .map((candidate) => ({ candidate, edits: distance(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)

const letters = (word: string): string => [...word.toLowerCase()].sort().join('')

const isLike = (written: string, candidate: string, edits: number): boolean =>
  edits <= Math.max(1, Math.floor(UNLIKE * Math.max(written.length, candidate.length))) ||
  letters(written) === letters(candidate) ||
  (written.length >= PART && candidate.includes(written)) ||
  (candidate.length >= PART && written.includes(candidate))

/**
 * The candidates that someone may have meant, those that take the fewest edits to reach from what they wrote first; none
 * where nothing is like it. Letter case is ignored.
 */
export function nearest(written: string, candidates: readonly string[], most = 1): string[] {
  const lower = written.toLowerCase()
  return byEdits(lower, candidates)
    .filter(({ candidate, edits }) => isLike(lower, candidate.toLowerCase(), edits))
    .slice(0, most)
    .map(({ candidate }) => candidate)
}

/**
 * The candidate that a word is a slip away from: one edit or two letters in each other's place in words of up to four
 * letters, two edits in longer ones; or null.
 */
export function slipOf(written: string, candidates: readonly string[]): string | null {
  const [{ candidate: best, edits } = { candidate: '', edits: 0 }] = byEdits(written.toLowerCase(), candidates)
  const most = best.length > 4 || letters(written) === letters(best) ? 2 : 1
  return edits > 0 && edits <= most ? best : null
}

/** The same of names of several words: also those of which each written word is one, or a slip away from one. */
export function nearestNames(written: string, names: readonly string[], most = 1): string[] {
  const lower = written.toLowerCase()
  const asked = wordsOf(lower)
  const isMeant = (words: string[]) => asked.every((word) => words.includes(word) || slipOf(word, words) !== null)
  return byEdits(lower, names)
    .filter(({ candidate, edits }) => {
      const name = candidate.toLowerCase()
      return isLike(lower, name, edits) || isMeant(wordsOf(name))
    })
    .slice(0, most)
    .map(({ candidate }) => candidate)
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean)
