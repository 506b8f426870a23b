import { Command } from 'commander'
import { benchCommands } from './commands.ts'
import { benchMemory } from './memory.ts'
import { benchQuote } from './quote.ts'
import { benchStart } from './start.ts'

const benches: Record<string, () => Promise<void>> = {
  commands: benchCommands,
  memory: benchMemory,
  quote: benchQuote,
  start: benchStart,
}

const [name = ''] = new Command()
  .name('npm run bench --')
  .description('Measures Backroom beside a peer in the same run')
  .argument('[bench]', `one of: ${Object.keys(benches).join(', ')}; all without it`)
  .parse().args

const chosen = name ? [benches[name]] : Object.values(benches)
if (!chosen.every(Boolean)) {
  process.stderr.write(`no bench "${name}"; there are: ${Object.keys(benches).join(', ')}\n`)
  process.exit(2)
}
for (const bench of chosen) await bench?.()
