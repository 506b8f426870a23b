import { enableCompileCache } from 'node:module'

// Halves the time of every start but the first.
enableCompileCache()
const { runProgram } = await import('./run.ts')
await runProgram(process.env)
