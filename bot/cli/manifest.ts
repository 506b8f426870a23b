import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { stringify } from 'yaml'
import { manifest } from '../manifest.ts'

const { prefix, socket, write } = new Command()
  .name('npm run manifest --')
  .description('Prints the manifest from which Slack makes the app')
  .option('--prefix <text>', 'what command names begin with, as COMMAND_PREFIX', '')
  .option('--socket', 'for Socket Mode instead of HTTP', false)
  .option('--write', 'write slack-manifest.yaml instead of printing', false)
  .parse()
  .opts<{ prefix: string; socket: boolean; write: boolean }>()

const text = stringify(manifest(prefix, socket))
if (write) await writeFile(new URL('../../slack-manifest.yaml', import.meta.url), text)
else process.stdout.write(text)
