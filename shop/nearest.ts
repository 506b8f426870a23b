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
