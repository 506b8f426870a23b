import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { commands } from '../../bot/commands/index.ts'
import { manifest } from '../../bot/manifest.ts'

test('slack-manifest.yaml is what the command list gives; `npm run manifest -- --write` renews it', () => {
  const written: unknown = parse(readFileSync('slack-manifest.yaml', 'utf8'))
  expect(written).toEqual(manifest('', false))
})

test('a prefix renames every command', () => {
  const { slash_commands } = manifest('acme-', true).features
  expect(slash_commands.map(({ command }) => command)).toEqual(commands.map(({ name }) => `/acme-${name}`))
})
