import { sectionWith } from '../blocks.ts'
import type { Reader } from '../reader.ts'

/** A line of a list, with the button that opens what it is about. */
export const withOpen = (text: string, operation: string, argument: string, reader: Reader) =>
  sectionWith(text, { label: reader.say('button.open'), operation, argument })
