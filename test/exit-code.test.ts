import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test.each([0, 1, 3])('a process that uses the embedded server ends with its own exit code: %i', (code) => {
  const script = `await import(${JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))}); process.exitCode = ${code}`
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script])
  expect(status).toBe(code)
})
