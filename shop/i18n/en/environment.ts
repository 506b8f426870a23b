/** What is wrong with an environment variable, and what it may be. */
export const environment = {
  'refusal.environment.PORT': 'PORT{value} is not allowed: give a whole number from 0 to 65535.',
  'refusal.environment.SLACK_BOT_TOKEN':
    'SLACK_BOT_TOKEN{value} is not allowed: give the bot token, which begins with xoxb-.',
  'refusal.environment.SLACK_SIGNING_SECRET':
    'SLACK_SIGNING_SECRET{value} is not allowed: give the signing secret of the app, without spaces.',
  'refusal.environment.SLACK_APP_TOKEN':
    'SLACK_APP_TOKEN{value} is not allowed: give the app-level token, which begins with xapp-.',
  'refusal.environment.SLACK_API_URL': 'SLACK_API_URL{value} is not allowed: give an http or https address.',
  'refusal.environment.ANALYTICS_DATABASE_URL':
    'ANALYTICS_DATABASE_URL{value} is not allowed: give the PostgreSQL address of a replica of DATABASE_URL.',
  'refusal.environment.analytics_alone':
    'ANALYTICS_DATABASE_URL is the address of a replica of DATABASE_URL: give both, or neither.',
  'refusal.environment.DATABASE_URL':
    'DATABASE_URL{value} is not allowed: give a PostgreSQL address, for example postgres://user:password@host:5432/shop.',
  'refusal.environment.DATA_DIR': 'DATA_DIR{value} is not allowed: give a folder, or memory:// to keep nothing.',
  'refusal.environment.AUDIT_KEY':
    'AUDIT_KEY{value} is not allowed: give at least 32 characters, at most 5 keys with blanks between.',
  'refusal.environment.SHOP_EVENTS_SECRET':
    'SHOP_EVENTS_SECRET{value} is not allowed: give whsec_ followed by 24 to 64 bytes in base64.',
  'refusal.environment.SHOP_CALLBACK_URL':
    'SHOP_CALLBACK_URL{value} is not allowed: give the http or https address where the storefront is told what happened.',
  'refusal.environment.SHOP_CALLBACK_SECRET':
    'SHOP_CALLBACK_SECRET{value} is not allowed: give whsec_ followed by 24 to 64 bytes in base64.',
  'refusal.environment.ADMIN_USERS':
    'ADMIN_USERS{value} is not allowed: give Slack user ids separated by commas, for example U012ABCDEF,U034GHIJKL.',
  'refusal.environment.SHOP_TIMEZONE':
    'SHOP_TIMEZONE{value} is not allowed: give an IANA time zone, for example Asia/Shanghai.',
  'refusal.environment.SHOP_CURRENCY': 'SHOP_CURRENCY{value} is not allowed: give an ISO 4217 code, for example CNY.',
  'refusal.environment.COMMAND_PREFIX':
    'COMMAND_PREFIX{value} is not allowed: give at most 20 of a-z, 0-9, - and _, for example acme-.',
  'refusal.environment.slack':
    'SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET and SLACK_APP_TOKEN do not go together like this: give the bot token with the signing secret (HTTP) or with the app token (Socket Mode), or none of the three (sandbox).',
  'refusal.environment.callback_secret':
    'SHOP_CALLBACK_URL needs something to sign with: give SHOP_CALLBACK_SECRET or SHOP_EVENTS_SECRET, whsec_ followed by 24 to 64 bytes in base64.',
  'refusal.environment.admins':
    'ADMIN_USERS is required against Slack: give the Slack user ids of the first admins, for example U012ABCDEF.',
} as const
