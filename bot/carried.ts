import { z } from 'zod'
import { ok, type Result, refuse } from '../shop/result.ts'

/** What every form carries: the argument of its operation, and the channel that it was opened in; null from App Home. */
export const formCarries = z.object({ argument: z.string(), channel: z.string().nullable() })

/**
 * What a form carries beside what is typed, as JSON. Refuses what no form carries now: it was drawn by another version.
 */
export function carried<T>(schema: z.ZodType<T>, argument: string): Result<T> {
  let value: unknown
  try {
    value = JSON.parse(argument)
  } catch {
    return refuse('form.outdated')
  }
  const read = schema.safeParse(value)
  return read.success ? ok(read.data) : refuse('form.outdated')
}
