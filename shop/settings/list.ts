import { type Key, type Locale, t } from '../i18n/index.ts'
import { formatMoney, parseAmount } from '../money.ts'
import { settingOf } from './parse.ts'
import { isSettingKey, registry, type SettingKey, type Settings } from './registry.ts'

/** Settings of one group: what stands before the first dot of their keys. Its name: `setting.group.GROUP`. */
export interface SettingGroup {
  readonly group: GroupName
  readonly keys: readonly SettingKey[]
}

export type GroupName = SettingKey extends infer K ? (K extends `${infer Group}.${string}` ? Group : never) : never

/** All settings by group, in the order of the registry. */
export const settingGroups: readonly SettingGroup[] = [
  ...Map.groupBy(Object.keys(registry).filter(isSettingKey), (key) => key.split('.')[0] as GroupName),
].map(([group, keys]) => ({ group, keys }))

/** A value of a setting for a reader: money formatted, a number with its unit, words for a choice (with how it is written), yes and no, a channel with its #. */
export function settingWords(key: SettingKey, value: unknown, settings: Settings, locale: Locale): string {
  const { control, unit } = settingOf(key)
  const text = String(value)
  if (unit) return t(locale, `setting.unit.${unit}`, { count: Number(value) })
  if (control === 'choice' || (control === 'source' && text === 'none'))
    return t(locale, `setting.choice.${text}` as Key)
  if (control === 'yes_no') return t(locale, value ? 'setting.yes' : 'setting.no')
  if (control === 'channel') return `#${text}`
  if (control === 'percent') return `${text}%`
  if (control !== 'amount') return text
  const currency = settings['shop.currency']
  const amount = parseAmount(text, currency)
  return amount.ok ? formatMoney(amount.value, currency, locale) : text
}
