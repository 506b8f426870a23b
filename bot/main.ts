import { enableCompileCache, flushCompileCache } from 'node:module'

// Halves the time of every start but the first.
enableCompileCache()
const { runProgram } = await import('./run.ts')
await runProgram(process.env)
// Now, since whoever is killed keeps nothing.
flushCompileCache()
