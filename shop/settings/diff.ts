import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { parseSetting, settingNamed, settingOf } from './parse.ts'
import { type SettingKey, type Settings, settingsFrom } from './registry.ts'
import { readYaml, twice, type YamlLine } from './yaml.ts'

/** What a file would set, and to what. `after` null: the default. */
export interface DiffLine {
  readonly key: SettingKey
  readonly before: unknown
  readonly after: unknown
}

/** A file beside the settings in force. */
export interface Diff {
  /** What would change, in the file's order. */
  readonly changes: readonly DiffLine[]
  /** Lines that say what is so already. */
  readonly same: number
  readonly refused: readonly { readonly line: number; readonly key: string; readonly why: Refusal }[]
  /** The settings as they would be. */
  readonly settings: Settings
}

/** What is in force after some changes. */
export const settingsAfter = (settings: Settings, changes: readonly Pick<DiffLine, 'key' | 'after'>[]): Settings =>
  settingsFrom({
    ...settings,
    ...Object.fromEntries(changes.map(({ key, after }) => [key, after ?? settingOf(key).initial])),
  })

/**
 * What a YAML file would change. `currencyKept`: why the currency cannot change, where it cannot. Amounts are read in the
 * currency that the file sets. Refuses a file that cannot be read; lines that do not fit are told of beside the rest.
 */
export function diffOf(source: string, settings: Settings, currencyKept: Refusal | null): Result<Diff> {
  const lines = readYaml(source)
  if (!lines.ok) return lines
  const currency = lines.value.find(({ key }) => key === 'shop.currency')
  const wanted = currency && currencyKept === null ? readLine(currency, settings) : null
  const inCurrency = wanted?.ok ? settingsAfter(settings, [wanted.value]) : settings
  const changes: DiffLine[] = []
  const refused: Diff['refused'][number][] = []
  const seen = new Set<SettingKey>()
  let same = 0
  for (const line of lines.value) {
    const read = readLine(line, line === currency ? settings : inCurrency)
    if (read.ok && seen.has(read.value.key)) return twice({ line: line.line, key: read.value.key })
    if (read.ok) seen.add(read.value.key)
    const kept = read.ok && read.value.key === 'shop.currency' && wantedOf(read.value) !== settings['shop.currency']
    const why = read.ok ? (kept ? currencyKept : null) : read
    if (why) refused.push({ line: line.line, key: line.key, why })
    else if (!read.ok || wantedOf(read.value) === settings[read.value.key]) same++
    else changes.push({ key: read.value.key, before: settings[read.value.key], after: read.value.after })
  }
  return ok({ changes, same, refused, settings: settingsAfter(settings, changes) })
}

const wantedOf = ({ key, after }: Pick<DiffLine, 'key' | 'after'>): unknown => after ?? settingOf(key).initial

function readLine({ key: written, text }: YamlLine, settings: Settings): Result<Pick<DiffLine, 'key' | 'after'>> {
  const key = settingNamed(written)
  if (!key.ok) return key
  if (text === null) return refuse('setting.import_no_value', { key: key.value })
  if (text === '') return ok({ key: key.value, after: null })
  const value = parseSetting(key.value, text, settings)
  return value.ok ? ok({ key: key.value, after: value.value }) : value
}
