import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/postgres-server.ts'],
    // Two processes: each holds a PGlite of up to 400 MB at times.
    pool: 'forks',
    maxWorkers: 2,
    // No module of ours keeps state that a test could leave behind; loading them once a process saves a minute.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
})
