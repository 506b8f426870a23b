import type { z } from 'zod'

/** What is wrong with a value, in the words and with the JSON pointers that Slack uses. */
export function problems(schema: z.ZodType, value: unknown, at: string): string[] {
  const result = schema.safeParse(value)
  return result.success ? [] : result.error.issues.flatMap((issue) => describe(issue, at))
}

function describe(issue: z.core.$ZodIssue, at: string): string[] {
  const pointer = [at, ...issue.path.map(String)].join('/')
  const say = (words: string, where = pointer) => [`${words} [json-pointer:${where}]`]
  switch (issue.code) {
    case 'too_big':
      if (issue.origin === 'string') return say(`must be less than ${Number(issue.maximum) + 1} characters`)
      if (issue.origin === 'array') return say(`no more than ${issue.maximum} items allowed`)
      return say(`must be at most ${issue.maximum}`)
    case 'too_small':
      if (issue.origin === 'string') return say(`must be more than ${Number(issue.minimum) - 1} characters`)
      if (issue.origin === 'array') return say(`no less than ${issue.minimum} items allowed`)
      return say(`must be at least ${issue.minimum}`)
    case 'unrecognized_keys':
      return issue.keys.flatMap((key) => say(`invalid additional property: ${key}`))
    case 'invalid_union':
      return say('discriminator' in issue ? 'unsupported type' : 'failed to match all allowed schemas')
    case 'invalid_type':
      if (issue.input === undefined && issue.message.includes('undefined'))
        return say(
          `missing required field: ${issue.path.map(String).at(-1)}`,
          [at, ...issue.path.slice(0, -1).map(String)].join('/'),
        )
      return say(`must provide a ${issue.expected}`)
    case 'custom':
      return say(issue.message)
    default:
      return say('must be a valid enum value')
  }
}
