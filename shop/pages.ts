/** One page of a list. `next` and `previous` are cursors to hand back for the neighbouring pages, null where none is. */
export interface Page<T> {
  readonly rows: readonly T[]
  readonly next: string | null
  readonly previous: string | null
}

/** Which page is asked for: the first without a cursor. A cursor that is not one reads as the first page. */
export interface PageRequest {
  readonly cursor?: string | null
  readonly size: number
}

const offsetOf = ({ cursor }: PageRequest): number => (/^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0)

/**
 * A page of a short list by position. `read` is asked for one row more than shown, which tells whether more follow.
 * Long lists page by key instead: a position costs all rows before it.
 */
export async function pageByPosition<T>(
  request: PageRequest,
  read: (limit: number, offset: number) => Promise<T[]>,
): Promise<Page<T>> {
  const offset = offsetOf(request)
  const rows = await read(request.size + 1, offset)
  return {
    rows: rows.slice(0, request.size),
    next: rows.length > request.size ? String(offset + request.size) : null,
    previous: offset > 0 ? String(Math.max(0, offset - request.size)) : null,
  }
}
