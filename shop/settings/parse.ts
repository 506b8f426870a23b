import currencies from 'currency-codes'
import { type Locale, locales, t } from '../i18n/index.ts'
import { plainSpeaker, wordsOf } from '../i18n/refusal-words.ts'
import { parseAmount, toDecimal } from '../money.ts'
import { nearest } from '../nearest.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { type Control, type Setting, zoneNamed } from './define.ts'
import { isSettingKey, registry, type SettingKey, type Settings } from './registry.ts'

export const settingOf = (key: SettingKey): Setting => registry[key] as Setting

const keys = Object.keys(registry).filter(isSettingKey)

/** What a setting may be called by: its key, or its name in any language. */
const callings = (key: SettingKey): string[] => [
  key,
  ...locales.map((locale) => t(locale, `setting.${key}`).toLowerCase()),
]

/** The key that a person wrote, or its name, in any case; refuses with the nearest where there is none such. */
export function settingNamed(text: string): Result<SettingKey> {
  const written = text.trim().toLowerCase()
  const found = keys.find((key) => callings(key).includes(written))
  if (found) return ok(found)
  const near = nearest(written, keys.flatMap(callings), 3)
  const meant = new Set(near.flatMap((name) => keys.find((key) => callings(key).includes(name)) ?? []))
  return refuse('setting.unknown', { key: text, keys: [...meant] })
}

/** Cuts a setting, by its key or its name of several words, off what follows it. */
export function settingAndRest(text: string): { key: string; rest: string } {
  const written = text.trim()
  const lower = written.toLowerCase()
  const [longest] = keys
    .flatMap(callings)
    .filter((name) => lower === name || (lower.startsWith(name) && /\s/.test(lower.charAt(name.length))))
    .sort((a, b) => b.length - a.length)
  const key = longest === undefined ? (written.split(/\s/)[0] ?? '') : written.slice(0, longest.length)
  return { key, rest: written.slice(key.length).trim() }
}

const yes = ['yes', 'y', 'true', 'on', '是']
const no = ['no', 'n', 'false', 'off', '否']

/** What a person may write for each control, brought to the stored form; undefined where it cannot be read. */
const readers: Record<Control, (text: string, setting: Setting, settings: Settings) => unknown> = {
  text: (text) => text,
  number: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : undefined),
  choice: (text, { choices }) => choices?.find((choice) => choice.toLowerCase() === text.toLowerCase()),
  yes_no: (text) => (yes.includes(text.toLowerCase()) ? true : no.includes(text.toLowerCase()) ? false : undefined),
  time: (text) => text.replace('：', ':').replace(/^(\d):/, '0$1:'),
  channel: (text) => /^<#(\w+)(\|.*)?>$/.exec(text)?.[1] ?? text.replace(/^#/, ''),
  amount: (text, _, settings) => {
    const currency = settings['shop.currency']
    const read = parseAmount(text, currency)
    // Without needless zeros, so that it stays readable in a currency with fewer decimals.
    return read.ok ? toDecimal(read.value, currency).replace(/\.0*$|(\.\d*?)0+$/, '$1') : undefined
  },
  timezone: (text) => zoneNamed(text),
  currency: (text) => text.toUpperCase(),
  percent: (text) => text.replace(/\s*%$/, ''),
  // Slack makes a link of an address.
  source: (text) => /^<(https:[^|>]*)(\|.*)?>$/.exec(text)?.[1] ?? (text.toLowerCase() === 'none' ? 'none' : text),
}

/** What may be written for a setting, as the values of `setting.allowed.CONTROL`. */
function allowedValues(key: SettingKey, settings: Settings) {
  const { choices, least, most } = settingOf(key)
  return {
    choices: choices ?? [],
    least: least ?? 0,
    most: most ?? 0,
    currency: settings['shop.currency'],
  }
}

/** What may be written for a setting, in words: the hint below its field. */
export const allowedWords = (key: SettingKey, settings: Settings, locale: Locale): string =>
  t(locale, `setting.allowed.${settingOf(key).control}`, wordsOf(allowedValues(key, settings), plainSpeaker(locale)))

/** Reads what a person wrote for a setting; refuses with what is allowed. */
export function parseSetting(key: SettingKey, text: string, settings: Settings): Result<unknown> {
  const setting = settingOf(key)
  const read = setting.schema.safeParse(readers[setting.control](text.trim(), setting, settings))
  return read.success ? ok(read.data) : unreadable(key, text, settings)
}

function unreadable(key: SettingKey, text: string, settings: Settings): Refusal {
  const { control } = settingOf(key)
  const known = control === 'timezone' ? Intl.supportedValuesOf('timeZone') : currencies.codes()
  const guess = control === 'timezone' || control === 'currency' ? nearest(text, known, 3) : []
  return refuse(`setting.invalid.${control}`, { key, text, nearest: guess, ...allowedValues(key, settings) })
}
