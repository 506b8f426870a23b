/** A pattern for `ilike` that finds what contains a word; `%` and `_` that a person wrote mean themselves. */
export const containing = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`
