import { expect } from 'vitest'
import type { SeenMessage } from '../../../bot/sandbox/contract.ts'
import type { Filling } from '../../../bot/sandbox/finding.ts'
import { type Day, PATIENCE } from './day.ts'

const WRONG = /went wrong|系统出错/

/** Somebody at work, in the words of the program: operations and fields by their names. Each act has to succeed. */
export function at(day: Day, name: string) {
  const person = day.person(name)
  /** The action of the program's button that runs an operation, on what they have before them. */
  function actionFor(operation: string, blocks: unknown): string {
    const ids = [...JSON.stringify(blocks).matchAll(/"action_id":"([^"]+)"/g)].map(([, id = '']) => id)
    const found = ids.find((id) => id.split('#')[0] === operation)
    if (!found) throw new Error(`${name} has no button for ${operation}; there is: ${ids.join(', ')}`)
    return found
  }
  /** All that only they have before them. */
  const answersIn = (channel = 'general') =>
    JSON.stringify([person.modal, person.ephemerals(channel).map(({ ts, blocks }) => [ts, blocks])])
  const waits = <T>(look: () => T | undefined | null | false): Promise<T> => person.waitFor(look, PATIENCE)
  return {
    ...{ person, waits },
    /** Types a command; gives what is shown, in which these words have to be. */
    async says(command: string, ...words: string[]): Promise<string> {
      const outcome = await person.command(command, { channel: 'general' })
      const text = outcome.modal?.text ?? outcome.shown?.text ?? ''
      expect(outcome.error, command).toBeNull()
      expect(text, command).not.toMatch(WRONG)
      for (const word of words) expect(text, command).toContain(word)
      return text
    },
    /** Presses a button: of the form that is open, of this message, or of the answer that came last; and gets an answer. */
    async presses(operation: string, message?: SeenMessage | 'home'): Promise<void> {
      const { modal } = person
      const inModal = modal !== null && !message
      const on = inModal || message === 'home' ? null : (message ?? person.ephemerals('general').at(-1))
      const blocks = on ? on.blocks : inModal ? modal.blocks : person.home?.blocks
      const before = answersIn(on?.channel)
      const outcome = await person.click(
        actionFor(operation, blocks),
        on ? { message: on } : { in: inModal ? 'modal' : 'home' },
      )
      expect(outcome.error, operation).toBeNull()
      await waits(() => answersIn(on?.channel) !== before)
    },
    /** Waits for an answer with these words and a button for an operation; gives the button's argument. */
    isOffered: (operation: string, words: string): Promise<string> =>
      waits(() => {
        const answer = person.ephemerals('general').at(-1)
        const row = answer?.text.includes(words) ? answer.blocks : []
        const all = row.flatMap(({ elements = [] }) => elements as { action_id?: string; value?: string }[])
        return all.find(({ action_id }) => action_id?.split('#')[0] === operation)?.value
      }),
    /** Fills in the form that is open and submits it; a warning is read and answered by submitting it again. */
    async fills(fields: Record<string, Filling>): Promise<void> {
      await person.fill(fields, { in: 'modal' })
      const title = person.modal?.title
      const outcome = await person.submit()
      expect(outcome.errors, title).toEqual({})
      if (outcome.modal) await person.submit()
      expect(person.modal?.text ?? null, title).toBeNull()
    },
  }
}

/** What a text calls a thing: the first part of it that looks so. */
export function named(text: string, pattern: RegExp): string {
  const [found] = pattern.exec(text) ?? []
  if (!found) throw new Error(`nothing like ${pattern} in: ${text}`)
  return found
}
