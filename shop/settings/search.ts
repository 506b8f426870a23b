import { locales, t } from '../i18n/index.ts'
import { type GroupName, settingGroups } from './list.ts'
import type { SettingKey } from './registry.ts'

/** All that is said of a setting: its key, name, description and group in every language. */
const said = (key: SettingKey, group: GroupName): string =>
  [
    key,
    ...locales.flatMap((locale) => [
      t(locale, `setting.${key}`),
      t(locale, `setting.${key}.about`),
      t(locale, `setting.group.${group}`),
    ]),
  ]
    .join('\n')
    .toLowerCase()

/** The settings of which every word is said, in the order of the registry. */
export function searchSettings(text: string): SettingKey[] {
  const words = text.normalize('NFKC').toLowerCase().trim().split(/\s+/)
  return settingGroups.flatMap(({ group, keys }) =>
    keys.filter((key) => {
      const all = said(key, group)
      return words.every((word) => all.includes(word))
    }),
  )
}

/** The group that a person names, in any language; null for none such. */
export function groupNamed(text: string): GroupName | null {
  const written = text.trim().toLowerCase()
  const named = ({ group }: { group: GroupName }) =>
    [group, ...locales.map((locale) => t(locale, `setting.group.${group}`).toLowerCase())].includes(written)
  return settingGroups.find(named)?.group ?? null
}
