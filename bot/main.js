import { enableCompileCache, flushCompileCache } from 'node:module'

// Halves the time of every start but the first. This file alone is no TypeScript: Node would load its compiler for it,
// 20 MB, also where everything else is compiled already.
enableCompileCache()
const { runProgram } = await import('./run.ts')
await runProgram(process.env)
// Now, since whoever is killed keeps nothing.
flushCompileCache()
