import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/** Who may import whom: a room may import itself and those before it. */
const rooms = ['db', 'shop', 'analytics', 'bot', 'test']

const files = globSync('{db,shop,analytics,bot,test}/**/*.ts', { exclude: ['**/node_modules/**'] })

/** Project files that a file imports. */
function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  const specifiers = [...source.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) => match[1] ?? '')
  return specifiers.map((specifier) => normalize(join(dirname(file), specifier)))
}

const graph = new Map(files.map((file) => [file, importsOf(file).filter((target) => target.endsWith('.ts'))]))
const roomOf = (file: string) => rooms.indexOf(file.split('/')[0] ?? '')

test('the structure test sees the whole project', () => {
  expect(graph.size).toBeGreaterThan(50)
  expect([...graph.values()].flat().length).toBeGreaterThan(100)
})

test('imports go one way: db <- shop <- analytics <- bot <- test', () => {
  const upward = [...graph].flatMap(([file, targets]) =>
    targets.filter((target) => roomOf(target) > roomOf(file)).map((target) => `${file} -> ${target}`),
  )
  expect(upward).toEqual([])
})

test('the sandbox imports nothing else of the project', () => {
  const outward = [...graph].flatMap(([file, targets]) =>
    file.startsWith('bot/sandbox/')
      ? targets.filter((target) => !target.startsWith('bot/sandbox/')).map((target) => `${file} -> ${target}`)
      : [],
  )
  expect(outward).toEqual([])
})

/** Imports that exist at run time; a type import cannot make a cycle matter. */
function runtimeImportsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8').replace(/import type [^;]*?from '[^']+'/gs, '')
  const specifiers = [...source.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g)].map((match) => match[1] ?? '')
  return specifiers.map((specifier) => normalize(join(dirname(file), specifier)))
}

test('no file imports itself in a circle', () => {
  const runtime = new Map(files.map((file) => [file, runtimeImportsOf(file)]))
  const done = new Set<string>()
  const cycles: string[] = []
  const walk = (file: string, path: string[]) => {
    const at = path.indexOf(file)
    if (at >= 0) cycles.push([...path.slice(at), file].join(' -> '))
    if (at >= 0 || done.has(file)) return
    for (const target of runtime.get(file) ?? []) walk(target, [...path, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  expect(cycles).toEqual([])
})

test('no file is longer than 220 lines', () => {
  const long = files
    .filter((file) => !file.startsWith('test/'))
    .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > 221)
  expect(long).toEqual([])
})

/** Where programs begin: they read the clock and the environment, and hand them on. */
const beginsAProgram = /\/cli\/|\/cli\.ts$|\/with-database\.ts$/

test('clock, randomness and environment come into the rules as arguments', () => {
  const reading = /new Date\(\)|Date\.now\(\)|Temporal\.Now|Math\.random\(\)|process\.env/
  const readers = files.filter(
    (file) =>
      /^(db|shop|analytics)\//.test(file) && !beginsAProgram.test(file) && reading.test(readFileSync(file, 'utf8')),
  )
  expect(readers).toEqual([])
})

test('the lock file names the binaries of every platform, so that `npm ci` takes it anywhere', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>
  }
  const wanted = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  )
  expect(wanted.length).toBeGreaterThan(20)
  const at = Object.keys(lock.packages)
  expect(wanted.filter((name) => !at.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([])
})
