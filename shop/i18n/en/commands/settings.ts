/** What `/settings` shows around the settings themselves. */
export const settingsCommand = {
  'settings.title': 'Settings',
  'settings.all': 'all settings',
  'settings.list_hint':
    'Change one by its name: `{slash}settings set Currency`. What one means: `{slash}settings get Currency`.',
  'settings.change_line': '{before} → *{after}*, {who}, {when}.',
  'settings.undone_line': '{before} → *{after}* (undone), {who}, {when}.',
  'settings.reason': 'Reason: {reason}',
  'settings.history_title': 'Changes of {key}',
  'settings.history_empty': 'Nothing has been changed yet: everything is as shipped.',
  'settings.check_title':
    '{count, plural, =0 {No setting contradicts another} one {# contradiction} other {# contradictions}}',
  'settings.modal_title': 'Change a setting',
  'settings.now': 'Now: {value}',
  'settings.reason_hint': 'Kept in the history.',
  'field.reason': 'Reason',
  'button.change': 'Change',
  'button.history': 'History',
  'button.undo': 'Undo last change',
  'button.save': 'Save',
  'usage.settings.list': '`{slash}settings list` shows every setting',
  'usage.settings.get': '`{slash}settings get KEY` explains one and who changed it',
  'usage.settings.set': '`{slash}settings set KEY [VALUE [-- reason]]` changes one, in a form or at once',
  'usage.settings.history': '`{slash}settings history [KEY]` tells who changed what, when and why',
  'usage.settings.undo': '`{slash}settings undo KEY` takes the last change back',
  'usage.settings.check': '`{slash}settings check` names settings that contradict each other',
} as const
