/** The first word of what someone wrote, and what follows it. */
export function firstWord(text: string): [word: string, rest: string] {
  const [, word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text.trim()) ?? []
  return [word, rest]
}

/** What stands in quotation marks as a whole, without them: so a word that a command knows can be looked up. */
export const unquoted = (text: string): string => /^["“]([^"“”]+)["”]$/.exec(text.trim())?.[1] ?? text
