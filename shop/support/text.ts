import { type Refusal, refuse } from '../result.ts'
import { isVisible } from '../visible.ts'

/** What a form has room for, and a command takes no more of. */
const MOST = 2000

/** The refusal of what somebody of the team writes about a conversation where it is empty or too long; null otherwise. */
export const whyNotText = (text: string): Refusal | null =>
  isVisible(text) && text.length <= MOST ? null : refuse('support.text', { most: MOST })
