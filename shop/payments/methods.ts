import type { Selectable } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { hasKey, type Locale, t } from '../i18n/index.ts'
import { nearest } from '../nearest.ts'
import { ok, type Result, refuse } from '../result.ts'
import { type PaymentMethod, rulesSchema, shipped } from './rules.ts'

/** Every method there is: the shipped ones with what was changed of them, then own ones by code. */
export async function readMethods(db: Db): Promise<PaymentMethod[]> {
  const rows = await db.selectFrom('payment_methods').selectAll().orderBy('code').execute()
  const changed = new Map(rows.map((row) => [row.code, row]))
  const own = rows.filter(({ code }) => !shipped.some((one) => one.code === code))
  return [
    ...shipped.map(({ code, enabled }) => {
      const row = changed.get(code)
      return row ? methodOf(row) : { code, names: null, enabled, rules: rulesSchema.parse({}), version: '' }
    }),
    ...own.map(methodOf),
  ]
}

const methodOf = (row: Selectable<Tables['payment_methods']>): PaymentMethod => ({
  code: row.code,
  names: row.name === null ? null : { en: row.name, zh: row.name_zh ?? row.name },
  enabled: row.enabled,
  rules: rulesSchema.parse(row.rules),
  version: String(row.updated_at),
})

/** A method's name in a language, as it was written. */
export function nameOf({ code, names }: PaymentMethod, locale: Locale): string {
  if (names) return locale === 'zh-CN' ? names.zh : names.en
  const key = `payment.method.${code}`
  return hasKey(key) ? t(locale, key) : code
}

/** The method that a person wrote by its code or its name, in any case; refuses with the nearest code where there is none. */
export function methodMeant(methods: readonly PaymentMethod[], text: string): Result<PaymentMethod> {
  const written = text.trim().toLowerCase()
  const asCode = written.replaceAll(/[\s-]+/g, '_')
  const found =
    methods.find(({ code }) => code === asCode) ??
    methods.find((method) =>
      [nameOf(method, 'en'), nameOf(method, 'zh-CN')].some((name) => name.toLowerCase() === written),
    )
  if (found) return ok(found)
  const codes = methods.map(({ code }) => code)
  return refuse('payment.unknown_method', {
    text,
    nearest: nearest(asCode.slice(0, 40), codes)[0] ?? '',
    all: codes,
  })
}
