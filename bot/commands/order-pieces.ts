import type { Refusal } from '../../shop/result.ts'

/** How many pieces of which line a form names, in fields `line_1`, `line_2`, ...; those without any are left out. */
export const piecesOf = (fields: Readonly<Record<string, string>>): { line: number; quantity: number }[] =>
  Object.entries(fields).flatMap(([name, pieces]) => {
    const [, line] = /^line_(\d{1,4})$/.exec(name) ?? []
    return line && pieces !== '0' ? [{ line: Number(line), quantity: Number(pieces) }] : []
  })

/** Where such a form says what is wrong about a line, for `atField`; nowhere of its own where it is about none. */
export const atLine = ({ code, values }: Refusal): Record<string, string> =>
  typeof values.line === 'number' ? { [code]: `line_${values.line}` } : {}
