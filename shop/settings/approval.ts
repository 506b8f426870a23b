import { settingOf } from './parse.ts'
import type { SettingKey, Settings } from './registry.ts'

/** How much has to be approved, the least first. */
const ranks: readonly Settings['settings.approval'][] = ['off', 'money', 'all']

/** Whether a value, seen beside the one in force, takes an approval away that others rely on. */
export function loosens(key: SettingKey, before: unknown, after: unknown): boolean {
  if (key === 'team.approval' || key === 'payment.approval') return before === true && after !== true
  if (key !== 'settings.approval') return false
  const rank = (value: unknown) => ranks.indexOf(value as Settings['settings.approval'])
  return rank(after) < rank(before)
}

/**
 * Whether a change of a setting to a value (null: the default) waits until somebody else agrees. An approval that is on is
 * never turned off by one person alone, whatever the settings say of others.
 */
export function needsApproval(key: SettingKey, after: unknown, settings: Settings): boolean {
  const setting = settingOf(key)
  const value = after ?? setting.initial
  if (value === settings[key]) return false
  if (loosens(key, settings[key], value)) return true
  const asked = settings['settings.approval']
  return asked === 'all' || (asked === 'money' && setting.guarded === true)
}
