import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'
import { ok, type Result, refuse } from '../result.ts'
import type { SourceRates } from './book.ts'

/**
 * The European Central Bank's daily file: an envelope with one day's `Cube` of currency and rate. Every rate is units of
 * the currency for one euro.
 */
const rate = z.object({
  '@currency': z.string().regex(/^[A-Z]{3}$/),
  '@rate': z
    .string()
    .regex(/^\d{1,12}(\.\d{1,10})?$/)
    .refine((text) => /[1-9]/.test(text)),
})
const file = z.object({
  Envelope: z.object({
    Cube: z.object({ Cube: z.object({ '@time': z.iso.date(), Cube: z.array(rate).min(1).max(400) }) }),
  }),
})

/** Values stay text, so that no digit is lost; only the list of rates is a list; nothing is ever expanded. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  removeNSPrefix: true,
  processEntities: false,
  isArray: (_, path) => path === 'Envelope.Cube.Cube.Cube',
})

/** When a day's rates come out; the file names the day alone. */
const RELEASE = { timeZone: 'Europe/Berlin', plainTime: '16:00' }

/**
 * Reads a file of rates, whole or not at all: refuses what is no well-formed XML, declares a document type or entities,
 * is not in this format, names a currency twice, or is dated after tomorrow.
 */
export function readEcb(xml: string, now: Temporal.Instant): Result<SourceRates> {
  const malformed = (why: string) => refuse('rate.malformed', { why })
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return malformed('DOCTYPE')
  const form = XMLValidator.validate(xml)
  if (form !== true) return malformed(`XML, ${form.err.line}:${form.err.col}`)
  const read = file.safeParse(parsed(xml))
  if (!read.success) return malformed(read.error.issues[0]?.path.join('.') ?? '')
  const { '@time': day, Cube: rates } = read.data.Envelope.Cube.Cube
  const publishedAt = Temporal.PlainDate.from(day).toZonedDateTime(RELEASE).toInstant()
  if (Temporal.Instant.compare(publishedAt, now.add({ hours: 24 })) > 0) return malformed(day)
  const perEuro = Object.fromEntries(rates.map((one) => [one['@currency'], one['@rate']]))
  if (Object.keys(perEuro).length < rates.length) return malformed('currency')
  return ok({ perEuro, publishedAt })
}

/** Undefined where the parser finds what the validator let pass. */
function parsed(xml: string): unknown {
  try {
    return parser.parse(xml)
  } catch {
    return undefined
  }
}
