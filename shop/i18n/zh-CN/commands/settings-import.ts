import type { settingsImport as en } from '../../en/commands/settings-import.ts'

export const settingsImport: Record<keyof typeof en, string> = {
  'settings.export_about': '{shop}的设置。修改后导入此文件；删去的行不作更改，只有名称而无值的行恢复默认。',
  'settings.exporting': '文件将发到您与 Backroom 的私信中。',
  'settings.import_title': '导入设置',
  'settings.import_about': '请提交修改过的 `{slash}settings export` 文件，或粘贴其中的几行。更改前会先显示差异。',
  'settings.import_file': '文件',
  'settings.import_text': '或几行文字',
  'settings.import_text_hint': '每行一项设置，写作 键: 值。',
  'settings.import_diff': '{count, plural, =0 {没有更改} other {将更改 # 项设置}}',
  'settings.import_changed': '期间有设置已更改。尚未应用；以下是现在的差异。',
  'settings.import_refused': '第 {line, number} 行，`{key}`：{why}',
  'settings.import_same': '{count, number} 行与现值相同。',
  'settings.import_apply': '{count, plural, other {应用这 # 项更改}}',
  'settings.import_applied': '导入 {id}：已更改 {count, number} 项设置',
  'settings.import_undo': '撤销 {id} 的全部更改',
  'settings.import_undone': '已撤销导入 {id}：{names}。',
  'usage.settings.export': '`{slash}settings export` 把全部设置发给您',
  'usage.settings.import': '`{slash}settings import` 用文件一次修改多项，先显示差异',
  'refusal.setting.import_nothing': '请提交文件，或粘贴如 `stock.safety_level: 12` 的文字。',
  'refusal.setting.import_too_large': '设置文件最大 {most, number} KB。是否选错了文件？',
  'refusal.setting.import_file_gone': 'Slack 中已没有该文件。请重新提交。',
  'refusal.setting.import_no_text': '该文件不是 UTF-8 文本。请另存后重新提交。',
  'refusal.setting.import_unreadable':
    '第 {line, number} 行无法按 YAML 读取。请每行写一项设置，如 `stock.safety_level: 12`。',
  'refusal.setting.import_twice': '第 {line, number} 行的“{key}”出现了两次。请删去其中一行。',
  'refusal.setting.import_no_settings':
    '其中没有设置。请每行写一项，如 `stock.safety_level: 12`；`{slash}settings export` 可作示例。',
  'refusal.setting.import_no_value': '“{key}”须在同一行写一个值，不能用列表、引用或标签。',
  'refusal.setting.import_unknown': '没有导入 `{id}`。请重新导入：`{slash}settings import`。',
  'refusal.setting.import_over': '`{id}` 已应用、已撤销或在等待审批。详见 `{slash}settings history`。',
  'refusal.setting.import_not_applied':
    '`{id}` 只预览过，从未应用，无可撤销。用 `{slash}settings history` 查看更改记录。',
  'refusal.setting.import_undo_waits':
    '撤销“{key}”须经他人审批。请逐项撤销 `{id}` 的更改，届时将提请审批：`{slash}settings undo {key}`。',
  'refusal.setting.import_changed_since': '`{id}` 之后有人更改了{keys}。请逐项撤销：`{slash}settings undo 键`。',
}
