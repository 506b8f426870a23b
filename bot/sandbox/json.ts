/** A JSON object of unknown make, as it came over the wire. */
export type Fields = Record<string, unknown>

/** Whether the value is a JSON object (not a list, not null). */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value as an object; anything else reads as an empty one. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

/** The objects of a list; anything else reads as an empty list. */
export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}

/** The value as a string; anything that is neither string nor number reads as ''. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** JSON text as a value; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whether a form or JSON argument means yes: true, 'true', 1 or '1'. */
export function isYes(value: unknown): boolean {
  return value === true || value === 'true' || value === 1 || value === '1'
}

/** The `text` of a Block Kit text object, or of an object that holds one under `text`. */
export function textOf(value: unknown): string {
  const text = fieldsOf(value).text
  return typeof text === 'string' ? text : isFields(text) ? textOf(text) : ''
}
