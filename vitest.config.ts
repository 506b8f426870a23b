import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { hasRoom } from './test/room.ts'

// Programs that tests start load what one of them compiled, as `npm start` does; on disk, for the next run too.
const NODE_COMPILE_CACHE = join(tmpdir(), 'node-compile-cache')

// The tests make hundreds of databases of 700 files each; a file system with a journal takes five times as long.
if (hasRoom('/dev/shm', 3)) process.env.TMPDIR = '/dev/shm'

/**
 * Whole programs and browsers at work: begun first, so that at the end no process waits for one of them, and those that
 * start many programs not side by side.
 */
const long = [
  ...[
    'page-talk',
    'scheduled-reports',
    'import/cli',
    'exactly-once',
    'two-hundred-runs',
    'page-forms',
    'rebuild',
    'bot/storefront',
    'scripted-day',
    'bot/hostile',
    'outages',
  ],
  ...['time-travel', 'bot/browser', 'import/olist', 'invariants', 'environment'],
]

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((name) => moduleId.includes(`${name}.test.`))
      return at < 0 ? long.length : at
    }
    return files.toSorted((a, b) => place(a) - place(b) || (a.moduleId < b.moduleId ? -1 : 1))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/postgres-server.ts'],
    sequence: { sequencer: LongFirst },
    // Two processes: each holds a PGlite of up to 400 MB at times.
    pool: 'forks',
    maxWorkers: 2,
    // No module of ours keeps state that a test could leave behind; loading them once a process saves a minute.
    isolate: false,
    env: { NODE_COMPILE_CACHE },
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
})
