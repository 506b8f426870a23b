import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { CsvError, type Info, parse } from 'csv-parse'
import { copyLine } from '../../db/bulk.ts'
import { localTimes } from './local-times.ts'
import { BadData } from './problem.ts'
import type { SourceColumn, SourceFile } from './source-file.ts'

/** Told after each chunk how far it is. */
export type OnRead = (bytes: number, rows: number) => void

const chunkLength = 65_536
/** A quote that is never closed would make a row of the rest of the file. */
const longestRow = 1_048_576

/**
 * A file's rows as lines for COPY, each with its line number first, in chunks; the file is never in memory as a whole.
 * `header` is the file's own. Throws BadData at the first row that is no CSV, no UTF-8, or has a cell that its column
 * does not take.
 */
export async function* readRows(
  path: string,
  file: SourceFile,
  header: readonly string[],
  zone: string,
  onRead: OnRead,
): AsyncGenerator<string> {
  const read = rowReader(file, header, zone)
  let lines = 0
  let rows = 0
  let chunk = ''
  let doubtful = false
  let problem: unknown
  const parser = parse({
    bom: true,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    on_record: (cells: string[], info: Info) => {
      const line = info.lines - (info.lines - lines > 1 ? newlines(cells) : 0)
      lines = info.lines
      if (rows++ > 0 && problem === undefined)
        try {
          chunk += copyLine(read(cells, line, doubtful))
        } catch (error) {
          problem = error
        }
      return null
    },
  })
  parser.on('error', (error) => {
    problem ??= error
  })
  parser.resume()
  const failIfBad = () => {
    if (problem instanceof CsvError) throw structural(problem, file, header, lines + 1)
    if (problem !== undefined) throw problem
  }
  for await (const bytes of wholeCharacters(createReadStream(path, { highWaterMark: chunkLength }))) {
    doubtful ||= !isUtf8(bytes) || bytes.includes(0)
    await new Promise<void>((resolve) => parser.write(bytes, () => resolve()))
    failIfBad()
    onRead(bytes.length, rows - 1)
    if (chunk.length >= chunkLength) {
      yield chunk
      chunk = ''
    }
  }
  await new Promise<void>((resolve) => parser.once('close', resolve).end())
  failIfBad()
  if (chunk !== '') yield chunk
}

const newlines = (cells: readonly string[]): number => cells.join('').split('\n').length - 1

/** Cuts the bytes of a file where a character ends. */
async function* wholeCharacters(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = bytes.length - unfinished(bytes)
    rest = bytes.subarray(end)
    yield bytes.subarray(0, end)
  }
  if (rest.length > 0) yield rest
}

/** How many bytes at the end are the beginning of a character. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= 3; back++) {
    const byte = bytes.at(-back) ?? 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

/** Gives what turns the cells of a row into the fields of a staged one. */
function rowReader(file: SourceFile, header: readonly string[], zone: string) {
  const instant = localTimes(zone)
  const columns = header.map((name) => file.columns[name] as SourceColumn)
  return (cells: readonly string[], line: number, doubtful: boolean): string[] => {
    const bad = (index: number, ...reason: [BadData['reason'], BadData['values']?]) =>
      new BadData({ file: file.name, line, column: header[index] }, ...reason)
    if (cells.length !== header.length)
      throw new BadData({ file: file.name, line }, 'cells', { found: cells.length, expected: header.length })
    const fields = [String(line)]
    for (const [index, { type, to, filled }] of columns.entries()) {
      const cell = cells[index] ?? ''
      if (doubtful && /[\0\uFFFD]/.test(cell)) throw bad(index, 'encoding')
      if (to === null) continue
      if (cell === '' && filled) throw bad(index, 'empty')
      const field = cell === '' ? '' : type.read(cell, instant)
      if (field === null) throw bad(index, type.reason, { value: cell, allowed: type.allowed ?? '' })
      fields.push(field)
    }
    return fields
  }
}

/** csv-parse names the line at which it gave up; the row begins where the one before it ended. */
function structural(error: CsvError, file: SourceFile, header: readonly string[], line: number): BadData {
  const column = typeof error.column === 'number' ? header[error.column] : undefined
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return new BadData({ file: file.name, line }, 'open_quote')
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return new BadData({ file: file.name, line, column }, 'stray_quote')
    default:
      throw error
  }
}
