import { z } from 'zod'
import type { Receiver } from './callbacks/send.ts'
import { ok, type Result, refuse } from './result.ts'
import { registry } from './settings/registry.ts'

/** How Backroom reaches Slack: the sandbox, or a real workspace over HTTP or a socket. */
export type SlackMode =
  | { mode: 'sandbox' }
  | { mode: 'http'; botToken: string; signingSecret: string }
  | { mode: 'socket'; botToken: string; appToken: string }

/** What the environment says, checked. */
export interface Environment {
  /** 0 takes any free port. */
  port: number
  slack: SlackMode
  slackApiUrl: string | undefined
  database: { url: string | undefined; dataDir: string; replicaUrl: string | undefined }
  /** What the audit's chain is sealed with, the newest first. */
  auditKeys: string[]
  /** What storefronts sign with, the newest first. */
  eventsSecrets: string[]
  /** Where the storefront is told what happened, and what we sign with, the newest first; null: it is not told. */
  callbacks: Receiver | null
  admins: string[]
  /** First values of the settings of an empty database. */
  first: { timezone: string | undefined; currency: string | undefined }
  commandPrefix: string
}

const url = (protocol: RegExp) => z.url({ protocol, hostname: /./ })

/** A Standard Webhooks secret: base64 of 24 to 64 bytes. */
const webhookSecret = z.string().refine((text) => {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? []
  const bytes = Buffer.from(base64 ?? '', 'base64').length
  return bytes >= 24 && bytes <= 64
})

/** Some of them, the newest first, while one is replaced by the next. */
const webhookSecrets = z
  .string()
  .transform((text) => text.split(/\s+/))
  .pipe(z.array(webhookSecret).max(5))
  .optional()

/** Every variable there is. What is allowed is said by `refusal.environment.NAME`. */
const variables = {
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.int().max(65535))
    .default(3000),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-').optional(),
  SLACK_SIGNING_SECRET: z.string().regex(/^\S+$/).optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-').optional(),
  SLACK_API_URL: url(/^https?$/).optional(),
  DATABASE_URL: url(/^postgres(ql)?$/).optional(),
  ANALYTICS_DATABASE_URL: url(/^postgres(ql)?$/).optional(),
  DATA_DIR: z.string().default('.data'),
  AUDIT_KEY: z
    .string()
    .transform((text) => text.split(/\s+/))
    .pipe(z.array(z.string().min(32)).max(5))
    .optional(),
  SHOP_EVENTS_SECRET: webhookSecrets,
  SHOP_CALLBACK_URL: url(/^https?$/)
    // Which no request can be made to.
    .refine((text) => !/^[^/]+\/\/[^/?#]*@/.test(text))
    .optional(),
  SHOP_CALLBACK_SECRET: webhookSecrets,
  ADMIN_USERS: z
    .string()
    .transform((ids) => ids.split(',').map((id) => id.trim()))
    .pipe(z.array(z.string().regex(/^[UW][A-Z0-9]{2,}$/)))
    .optional(),
  SHOP_TIMEZONE: registry['shop.timezone'].schema.optional(),
  SHOP_CURRENCY: registry['shop.currency'].schema.optional(),
  COMMAND_PREFIX: z
    .string()
    .regex(/^[a-z0-9_-]{1,20}$/)
    .default(''),
} satisfies Record<string, z.ZodType>

type Variable = keyof typeof variables
type Values = { [V in Variable]: z.infer<(typeof variables)[V]> }

/** These would be read off the screen by whoever sees the message. */
const secrets: readonly Variable[] = [
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'DATABASE_URL',
  'ANALYTICS_DATABASE_URL',
  'AUDIT_KEY',
  'SHOP_EVENTS_SECRET',
  'SHOP_CALLBACK_URL',
  'SHOP_CALLBACK_SECRET',
]

/** Reads the variables, then checks them. An empty one counts as absent. Refuses the first bad one, naming it and what is allowed. */
export function readEnvironment(env: Record<string, string | undefined>): Result<Environment> {
  const values: Record<string, unknown> = {}
  for (const name of Object.keys(variables) as Variable[]) {
    const text = env[name]?.trim() || undefined
    const checked = variables[name].safeParse(text)
    if (!checked.success) return refuse(`environment.${name}`, { value: secrets.includes(name) ? '' : ` “${text}”` })
    values[name] = checked.data
  }
  return environmentOf(values as Values)
}

function environmentOf(values: Values): Result<Environment> {
  const slack = slackMode(values)
  if (!slack) return refuse('environment.slack')
  if (values.ANALYTICS_DATABASE_URL && !values.DATABASE_URL) return refuse('environment.analytics_alone')
  const admins = values.ADMIN_USERS ?? []
  if (slack.mode !== 'sandbox' && admins.length === 0) return refuse('environment.admins')
  const callbacks = receiverOf(values)
  if (callbacks?.secrets.length === 0) return refuse('environment.callback_secret')
  return ok({
    port: values.PORT,
    slack,
    slackApiUrl: values.SLACK_API_URL,
    database: { url: values.DATABASE_URL, dataDir: values.DATA_DIR, replicaUrl: values.ANALYTICS_DATABASE_URL },
    auditKeys: values.AUDIT_KEY ?? [],
    eventsSecrets: values.SHOP_EVENTS_SECRET ?? [],
    callbacks,
    admins,
    first: { timezone: values.SHOP_TIMEZONE, currency: values.SHOP_CURRENCY },
    commandPrefix: values.COMMAND_PREFIX,
  })
}

/** Without a secret of its own, callbacks are signed with the newest that storefronts sign with. */
function receiverOf({ SHOP_CALLBACK_URL: url, SHOP_CALLBACK_SECRET: own, SHOP_EVENTS_SECRET: events }: Values) {
  return url ? { url, secrets: own ?? events?.slice(0, 1) ?? [] } : null
}

function slackMode(values: Values): SlackMode | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = values
  if (botToken && appToken) return { mode: 'socket', botToken, appToken }
  if (botToken && signingSecret) return { mode: 'http', botToken, signingSecret }
  return botToken || signingSecret || appToken ? null : { mode: 'sandbox' }
}
