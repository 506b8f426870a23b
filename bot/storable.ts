/** A text from outside without what no database can keep: a NUL, and halves of characters. */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed()
