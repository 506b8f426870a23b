import type { environment as en } from '../en/environment.ts'

export const environment: Record<keyof typeof en, string> = {
  'refusal.environment.PORT': 'PORT{value} 无效：请填写 0 到 65535 的整数。',
  'refusal.environment.SLACK_BOT_TOKEN': 'SLACK_BOT_TOKEN{value} 无效：请填写以 xoxb- 开头的机器人令牌。',
  'refusal.environment.SLACK_SIGNING_SECRET': 'SLACK_SIGNING_SECRET{value} 无效：请填写应用的签名密钥，不含空格。',
  'refusal.environment.SLACK_APP_TOKEN': 'SLACK_APP_TOKEN{value} 无效：请填写以 xapp- 开头的应用级令牌。',
  'refusal.environment.SLACK_API_URL': 'SLACK_API_URL{value} 无效：请填写 http 或 https 地址。',
  'refusal.environment.ANALYTICS_DATABASE_URL':
    'ANALYTICS_DATABASE_URL{value} 无效：请填写 DATABASE_URL 的只读副本地址。',
  'refusal.environment.analytics_alone': 'ANALYTICS_DATABASE_URL 是 DATABASE_URL 的副本地址：请同时填写，或都不填写。',
  'refusal.environment.DATABASE_URL':
    'DATABASE_URL{value} 无效：请填写 PostgreSQL 地址，例如 postgres://user:password@host:5432/shop。',
  'refusal.environment.DATA_DIR': 'DATA_DIR{value} 无效：请填写文件夹，或填 memory:// 表示不保存。',
  'refusal.environment.AUDIT_KEY': 'AUDIT_KEY{value} 无效：每个密钥至少 32 个字符，最多 5 个，用空格分隔。',
  'refusal.environment.SHOP_EVENTS_SECRET': 'SHOP_EVENTS_SECRET{value} 无效：请填写 whsec_ 加 24 到 64 字节的 base64。',
  'refusal.environment.SHOP_CALLBACK_URL': 'SHOP_CALLBACK_URL{value} 无效：请填写接收通知的 http 或 https 地址。',
  'refusal.environment.SHOP_CALLBACK_SECRET':
    'SHOP_CALLBACK_SECRET{value} 无效：请填写 whsec_ 加 24 到 64 字节的 base64。',
  'refusal.environment.ADMIN_USERS':
    'ADMIN_USERS{value} 无效：请填写以逗号分隔的 Slack 用户 ID，例如 U012ABCDEF,U034GHIJKL。',
  'refusal.environment.SHOP_TIMEZONE': 'SHOP_TIMEZONE{value} 无效：请填写 IANA 时区，例如 Asia/Shanghai。',
  'refusal.environment.SHOP_CURRENCY': 'SHOP_CURRENCY{value} 无效：请填写 ISO 4217 货币代码，例如 CNY。',
  'refusal.environment.COMMAND_PREFIX':
    'COMMAND_PREFIX{value} 无效：请填写最多 20 个字符，只能用 a-z、0-9、- 和 _，例如 acme-。',
  'refusal.environment.slack':
    'SLACK_BOT_TOKEN、SLACK_SIGNING_SECRET 与 SLACK_APP_TOKEN 不能这样组合：机器人令牌请配签名密钥（HTTP）或应用令牌（Socket Mode），或三者都不填（沙盒）。',
  'refusal.environment.callback_secret':
    'SHOP_CALLBACK_URL 需要签名密钥：请填写 SHOP_CALLBACK_SECRET 或 SHOP_EVENTS_SECRET，即 whsec_ 加 24 到 64 字节的 base64。',
  'refusal.environment.admins': '连接 Slack 时必须填写 ADMIN_USERS：首批管理员的 Slack 用户 ID，例如 U012ABCDEF。',
}
