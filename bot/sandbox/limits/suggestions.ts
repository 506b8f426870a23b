import { z } from 'zod'
import type { Fields } from '../json.ts'
import { option, optionGroup } from './objects.ts'
import { problems } from './problems.ts'

const options = z.strictObject({ options: z.array(option).max(100) })
const groups = z.strictObject({ option_groups: z.array(optionGroup).max(100) })

/** What is wrong with the answer to a suggestion request: it offers up to 100 options, or 100 groups of them. */
export function checkSuggestions(answer: Fields): string[] {
  return problems('option_groups' in answer ? groups : options, answer, '')
}
