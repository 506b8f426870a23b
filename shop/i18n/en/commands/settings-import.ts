/** Settings as a file. */
export const settingsImport = {
  'settings.export_about':
    'Settings of {shop}. Change values and import the file. Lines that are left out change nothing; a name without a value is the default.',
  'settings.exporting': 'The file comes in your direct messages with Backroom.',
  'settings.import_title': 'Import settings',
  'settings.import_about':
    'Hand in a file of `{slash}settings export` that you have changed, or paste lines of one. You see what would change before anything does.',
  'settings.import_file': 'File',
  'settings.import_text': 'Or lines',
  'settings.import_text_hint': 'One setting a line, as KEY: VALUE.',
  'settings.import_diff':
    '{count, plural, =0 {Nothing would change} one {# setting would change} other {# settings would change}}',
  'settings.import_changed': 'Something has changed meanwhile. Nothing was applied; this is what would change now.',
  'settings.import_refused': 'Line {line, number}, `{key}`: {why}',
  'settings.import_same': '{count, plural, one {# line is} other {# lines are}} as in force already.',
  'settings.import_apply': '{count, plural, one {Make this change} other {Make these # changes}}',
  'settings.import_applied':
    'Import {id}: {count, plural, one {# setting was changed} other {# settings were changed}}',
  'settings.import_undo': 'Undo all of {id}',
  'settings.import_undone': 'Import {id} is undone: {names}.',
  'usage.settings.export': '`{slash}settings export` sends you all settings as a file',
  'usage.settings.import': '`{slash}settings import` changes many at once by a file, after showing what would change',
  'refusal.setting.import_nothing': 'Hand in a file, or paste lines as `stock.safety_level: 12`.',
  'refusal.setting.import_too_large': 'A file of settings has at most {most, number} KB. Was it the right one?',
  'refusal.setting.import_file_gone': 'Slack does not have that file any more. Hand it in again.',
  'refusal.setting.import_no_text': 'That file is no text in UTF-8. Save it so, and hand it in again.',
  'refusal.setting.import_unreadable':
    'Line {line, number} cannot be read as YAML. Write one setting a line, as `stock.safety_level: 12`.',
  'refusal.setting.import_twice': 'Line {line, number} sets “{key}”, which is there twice. Leave one of them out.',
  'refusal.setting.import_no_settings':
    'There is no setting in it. Write one a line, as `stock.safety_level: 12`; `{slash}settings export` gives an example.',
  'refusal.setting.import_no_value': '“{key}” takes one value on its line, without lists, references or tags.',
  'refusal.setting.import_unknown': 'There is no import `{id}`. Import the file again: `{slash}settings import`.',
  'refusal.setting.import_over':
    '`{id}` was applied or undone already, or waits for approval. `{slash}settings history` tells more.',
  'refusal.setting.import_not_applied':
    '`{id}` was never applied: it was only shown, and there is nothing to undo. `{slash}settings history` tells what was changed.',
  'refusal.setting.import_undo_waits':
    'Taking back “{key}” needs somebody else’s approval. Undo what `{id}` changed one by one, and it is asked for: `{slash}settings undo {key}`.',
  'refusal.setting.import_changed_since':
    'Since `{id}` somebody has changed {keys}. Undo those one by one: `{slash}settings undo KEY`.',
} as const
