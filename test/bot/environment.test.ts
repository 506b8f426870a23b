import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../bot/sandbox/workspace.ts'
import { lockFolder } from '../../db/folder-lock.ts'
import { rememberProfile } from '../../shop/access/members.ts'
import { freshDatabase } from '../postgres.ts'
import { startInVain } from './processes/backroom.ts'

const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', ADMIN_USERS: 'U012ABC' }

/** Listens on a free port of this machine. */
async function listening() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port }
}

/** The one line with which the program ends, with exit code 2. */
async function lineOf(env: Record<string, string>, entry?: 'bot/main.js'): Promise<string> {
  const { code, said } = await startInVain({ PORT: '0', DATA_DIR: 'memory://', ...env }, entry)
  expect(said).toHaveLength(1)
  expect(code).toBe(2)
  return said[0] ?? ''
}

// What each variable may be: test/shop/environment.test.ts.
test('a value that cannot be right ends the program with one line that says what is allowed', async () => {
  expect(await lineOf({ PORT: '70000' }, 'bot/main.js')).toMatch(/^PORT “70000”.*0 to 65535/)
})

describe.concurrent('a value that names what is not there', () => {
  let sandbox: Sandbox
  let database: Awaited<ReturnType<typeof freshDatabase>>
  beforeAll(async () => {
    database = await freshDatabase()
    const profile = { id: 'U012REAL', name: 'Kim', locale: null, timezone: null }
    await rememberProfile(database.db, profile, Temporal.Now.instant())
    const person = { id: 'U0BOT', name: 'bot', realName: 'Bot', title: '', locale: 'en-US', tz: 'UTC', isBot: true }
    const tokens = { signingSecret: 's', botToken: 'xoxb-right', appToken: 'xapp-right' }
    sandbox = await startSandbox({ ...tokens, people: [person], channels: [], commands: [] })
  })
  afterAll(async () => {
    await sandbox.close()
    await database.close()
  })
  const toSlack = () => ({
    ...slack,
    SLACK_BOT_TOKEN: 'xoxb-right',
    SLACK_API_URL: sandbox.apiUrl,
    DATABASE_URL: database.url,
  })

  test('a port in use', async () => {
    const { server, port } = await listening()
    const line = await lineOf({ PORT: String(port), DATABASE_URL: database.url }, 'bot/main.js')
    server.close()
    expect(line).toMatch(new RegExp(`^PORT ${port} is taken`))
  })

  test('a server that does not listen', async () => {
    expect(await lineOf({ DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/shop' })).toMatch(
      /^DATABASE_URL .*ECONNREFUSED/,
    )
  })

  test('a database that is not there', async () => {
    const line = await lineOf({ DATABASE_URL: `${inject('postgresServer')}/nowhere` })
    expect(line).toMatch(/^DATABASE_URL .*"nowhere" does not exist/)
  })

  test('a wrong password, which is not repeated', async () => {
    const url = new URL(`${inject('postgresServer')}/postgres`)
    url.password = 'guessed'
    const line = await lineOf({ DATABASE_URL: String(url) })
    expect(line).toMatch(/^DATABASE_URL .*password authentication failed/)
    expect(line).not.toContain('guessed')
  })

  test('a folder that another process has open, whose number is told', async () => {
    const folder = await mkdtemp(join(inject('scratch'), 'in-use-'))
    await lockFolder(folder)
    expect(await lineOf({ DATA_DIR: folder })).toMatch(
      new RegExp(`${folder} is in use by process ${process.pid};.*DATA_DIR`),
    )
  })

  test('a folder that is a file', async () => {
    const folder = await mkdtemp(join(inject('scratch'), 'file-'))
    await writeFile(join(folder, 'file'), '')
    expect(await lineOf({ DATA_DIR: join(folder, 'file') })).toMatch(/^DATA_DIR /)
  })

  test('a folder that cannot be made', async () => {
    for (const folder of ['/dev/null/backroom', '/proc/backroom'])
      expect(await lineOf({ DATA_DIR: folder })).toMatch(/^DATA_DIR /)
  })

  test('a bot token that Slack does not know', async () => {
    expect(await lineOf({ ...toSlack(), SLACK_BOT_TOKEN: 'xoxb-wrong' })).toMatch(/^SLACK_BOT_TOKEN .*invalid_auth/)
  })

  test('an app token that Slack does not know', async () => {
    expect(await lineOf({ ...toSlack(), SLACK_APP_TOKEN: 'xapp-wrong' })).toMatch(/^SLACK_APP_TOKEN .*invalid_auth/)
  })

  test('an address where no Slack is', async () => {
    const { server, port } = await listening()
    server.close()
    const line = await lineOf({ ...toSlack(), SLACK_API_URL: `http://127.0.0.1:${port}/api/` })
    expect(line).toMatch(/^SLACK_API_URL .*ECONNREFUSED/)
  })

  test('the database of a real workspace, given to the sandbox', async () => {
    const line = await lineOf({ DATABASE_URL: database.url })
    expect(line).toMatch(/members of a real Slack workspace \(U012.*\); set SLACK_BOT_TOKEN/)
  })
})
