import { expect, test } from 'vitest'
import { type Environment, readEnvironment } from '../../shop/environment.ts'
import { refusalWords } from '../../shop/i18n/refusal-words.ts'

const slack = { SLACK_BOT_TOKEN: 'xoxb-1', ADMIN_USERS: 'U012ABC, W034DEF' }
const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`

function environment(env: Record<string, string>): Environment {
  const read = readEnvironment(env)
  if (!read.ok) throw new Error(read.code)
  return read.value
}

function problem(env: Record<string, string>): string {
  const read = readEnvironment(env)
  if (read.ok) throw new Error(`${JSON.stringify(env)} was taken`)
  return refusalWords(read, 'en')
}

test('without any variable it is the sandbox on port 3000 with its data in .data', () => {
  expect(environment({})).toEqual({
    port: 3000,
    slack: { mode: 'sandbox' },
    database: { dataDir: '.data' },
    auditKeys: [],
    eventsSecrets: [],
    callbacks: null,
    admins: [],
    first: {},
    commandPrefix: '',
  })
})

test('an empty variable counts as absent', () => {
  expect(environment({ PORT: '', DATABASE_URL: ' ', SLACK_BOT_TOKEN: '' })).toEqual(environment({}))
})

test('every variable is read', () => {
  expect(
    environment({
      PORT: '0',
      ...slack,
      SLACK_SIGNING_SECRET: 'abc',
      SLACK_API_URL: 'http://127.0.0.1:4003/api/',
      DATABASE_URL: 'postgres://me:secret@db:5432/shop',
      ANALYTICS_DATABASE_URL: 'postgres://me:secret@replica:5432/shop',
      DATA_DIR: 'memory://',
      AUDIT_KEY: `${'k'.repeat(32)}  ${'n'.repeat(33)}`,
      SHOP_EVENTS_SECRET: secret,
      SHOP_CALLBACK_URL: 'https://shop.example/hooks?from=backroom',
      SHOP_TIMEZONE: 'America/Sao_Paulo',
      SHOP_CURRENCY: 'BRL',
      COMMAND_PREFIX: 'acme-',
      HOME: '/root',
    }),
  ).toEqual({
    port: 0,
    slack: { mode: 'http', botToken: 'xoxb-1', signingSecret: 'abc' },
    slackApiUrl: 'http://127.0.0.1:4003/api/',
    database: {
      url: 'postgres://me:secret@db:5432/shop',
      dataDir: 'memory://',
      replicaUrl: 'postgres://me:secret@replica:5432/shop',
    },
    auditKeys: ['k'.repeat(32), 'n'.repeat(33)],
    eventsSecrets: [secret],
    callbacks: { url: 'https://shop.example/hooks?from=backroom', secrets: [secret] },
    admins: ['U012ABC', 'W034DEF'],
    first: { timezone: 'America/Sao_Paulo', currency: 'BRL' },
    commandPrefix: 'acme-',
  })
})

test('an app token means Socket Mode, with or without a signing secret', () => {
  const socket = { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' }
  expect(environment({ ...slack, SLACK_APP_TOKEN: 'xapp-1' }).slack).toEqual(socket)
  expect(environment({ ...slack, SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: 'abc' }).slack).toEqual(socket)
})

test.each<Record<string, string>>([
  { SLACK_BOT_TOKEN: 'xoxb-1' },
  { SLACK_SIGNING_SECRET: 'abc' },
  { SLACK_APP_TOKEN: 'xapp-1' },
  { SLACK_SIGNING_SECRET: 'abc', SLACK_APP_TOKEN: 'xapp-1' },
])('half a Slack connection is refused: %o', (half) => {
  expect(problem({ ...half, ADMIN_USERS: 'U012ABC' })).toMatch(/^SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET and/)
})

test('against Slack somebody has to be the first admin', () => {
  expect(problem({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).toMatch(/^ADMIN_USERS is required/)
})

test.each([
  ['PORT', 'eighty', '0 to 65535'],
  ['PORT', '65536', '0 to 65535'],
  ['PORT', '-1', '0 to 65535'],
  ['PORT', '80.5', '0 to 65535'],
  ['SLACK_API_URL', 'localhost:4003', 'http'],
  ['SLACK_API_URL', 'ftp://slack.com', 'http'],
  ['ADMIN_USERS', 'mei', 'U012ABCDEF'],
  ['ADMIN_USERS', 'U012ABC,,U034DEF', 'U012ABCDEF'],
  ['SHOP_TIMEZONE', 'Beijing', 'IANA'],
  ['SHOP_TIMEZONE', '+08:00', 'IANA'],
  ['SHOP_CURRENCY', 'RMB', 'ISO 4217'],
  ['SHOP_CURRENCY', 'cny', 'ISO 4217'],
  ['COMMAND_PREFIX', 'Acme '.repeat(5), 'a-z'],
  ['COMMAND_PREFIX', '/acme', 'a-z'],
])('%s=%s is refused in one line that names it, its value and what is allowed', (name, value, allowed) => {
  const line = problem({ [name]: value })
  expect(line).toMatch(new RegExp(`^${name} “`))
  expect(line).toContain(value.trim())
  expect(line).toMatch(new RegExp(`give .*${allowed}`))
  expect(line).not.toContain('\n')
})

test.each([
  ['SLACK_BOT_TOKEN', 'xoxp-1234', 'xoxb-'],
  ['SLACK_SIGNING_SECRET', 'two words', 'without spaces'],
  ['SLACK_APP_TOKEN', 'xoxb-1234', 'xapp-'],
  ['DATABASE_URL', 'mysql://me:secret@db/shop', 'postgres:'],
  ['DATABASE_URL', 'db.example', 'postgres:'],
  ['ANALYTICS_DATABASE_URL', 'mysql://me:secret@db/shop', 'PostgreSQL address of a replica'],
  ['SHOP_CALLBACK_URL', 'shop.example/hooks', 'http or https'],
  ['SHOP_CALLBACK_URL', 'ftp://shop.example/', 'http or https'],
  ['SHOP_CALLBACK_URL', 'https://me:secret@shop.example/', 'http or https'],
  ['SHOP_CALLBACK_SECRET', 'whsec_short', 'whsec_'],
  ['SHOP_EVENTS_SECRET', 'secret', 'whsec_'],
  ['SHOP_EVENTS_SECRET', 'whsec_c2hvcnQ=', 'whsec_'],
])('a wrong %s (%s) is refused with what is allowed, without repeating the secret', (name, value, allowed) => {
  const line = problem({ [name]: value })
  expect(line).toMatch(new RegExp(`^${name} is not allowed: give .*${allowed}`))
  expect(line).not.toContain(value)
})

test('a replica is of a server', () => {
  expect(problem({ ANALYTICS_DATABASE_URL: 'postgres://replica/shop' })).toMatch(/give both, or neither/)
})

test('callbacks are signed with secrets of their own, else with the newest of the storefront, and never with none', () => {
  const url = 'http://127.0.0.1:8080/'
  const other = `whsec_${Buffer.alloc(24, 8).toString('base64')}`
  const all = { SHOP_CALLBACK_URL: url, SHOP_EVENTS_SECRET: `${secret} ${other}` }
  expect(environment(all).callbacks).toEqual({ url, secrets: [secret] })
  expect(environment({ ...all, SHOP_CALLBACK_SECRET: `${other} ${secret}` }).callbacks?.secrets).toEqual([
    other,
    secret,
  ])
  expect(problem({ SHOP_CALLBACK_URL: url })).toMatch(/^SHOP_CALLBACK_URL needs something to sign with: give/)
})
