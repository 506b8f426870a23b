import { t } from '../shop/i18n/index.ts'
import { commands } from './commands/index.ts'
import { messageShortcuts } from './shortcuts.ts'

const address = 'https://YOUR-HOST/slack/events'

/** What the bot asks for: one line a method or event that it uses. */
const scopes = [
  'channels:history',
  'channels:read',
  'chat:write',
  'chat:write.public',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'reactions:write',
  'users:read',
]

/** What the bot wants to be told of. */
const events = ['app_home_opened', 'message.channels', 'message.groups', 'message.im', 'user_change']

/** Slash commands as Slack shows them while a person types. */
export const slashCommands = (prefix: string) =>
  commands.map(({ name }) => ({
    command: `/${prefix}${name}`,
    description: t('en', `command.${name}.about`),
    usageHint: t('en', `command.${name}.hint`),
  }))

/** Shortcuts as Slack lists them in a message's menu: in one language, for a manifest has no other. */
export const slackShortcuts = () =>
  messageShortcuts.map(({ operation, name }) => ({
    callbackId: operation.id,
    type: 'message' as const,
    name: t('en', `shortcut.${name}`),
    description: t('en', `shortcut.${name}.about`),
  }))

/** The app's manifest, as Slack takes it when an app is made from one; for HTTP unless `socketMode`. */
export function manifest(prefix: string, socketMode: boolean) {
  const url = socketMode ? {} : { url: address }
  const request = socketMode ? {} : { request_url: address }
  return {
    display_information: {
      name: 'Backroom',
      description: "Runs the shop's back office",
      background_color: '#1d3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Backroom', always_online: true },
      shortcuts: slackShortcuts().map(({ callbackId: callback_id, ...shown }) => ({ ...shown, callback_id })),
      slash_commands: slashCommands(prefix).map(({ command, description, usageHint }) => ({
        command,
        ...url,
        description,
        usage_hint: usageHint,
        should_escape: true,
      })),
    },
    oauth_config: { scopes: { bot: scopes } },
    settings: {
      event_subscriptions: { ...request, bot_events: events },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: false,
      socket_mode_enabled: socketMode,
      token_rotation_enabled: false,
    },
  }
}
