import { Command } from 'commander'
import { benchAnalytics } from './analytics/index.ts'
import { benchCommands } from './commands.ts'
import { benchMemory } from './memory.ts'
import { benchQuote } from './quote.ts'
import { benchStart } from './start.ts'

const benches: Record<string, (orders: number) => Promise<void>> = {
  analytics: benchAnalytics,
  commands: benchCommands,
  memory: benchMemory,
  quote: benchQuote,
  start: benchStart,
}

const program = new Command()
  .name('npm run bench --')
  .description('Measures Backroom beside a peer in the same run')
  .argument('[bench]', `one of: ${Object.keys(benches).join(', ')}; all without it`)
  .option('--orders <count>', 'orders of the history that analytics is measured on', Number, 1_000_000)
  .parse()
const [name = ''] = program.args
const { orders } = program.opts<{ orders: number }>()

const chosen = name ? [benches[name]] : Object.values(benches)
if (!chosen.every(Boolean) || !Number.isInteger(orders) || orders < 1_000) {
  process.stderr.write(`benches: ${Object.keys(benches).join(', ')}; --orders takes a whole number from 1000 on\n`)
  process.exit(2)
}
for (const bench of chosen) await bench?.(orders)
