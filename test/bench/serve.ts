import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import packageJson from '../../package.json' with { type: 'json' }

/** What `npm start` runs. */
export const program = packageJson.scripts.start.split(' ').slice(1)

/** A program of ours or the peer in a process of its own, once it answers. */
export async function serve(file: readonly string[], env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, file, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!child.stdout) throw new Error('no stdout')
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file.join(' ')} ended with ${code}`))),
  ])
  return child
}
