import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeText } from '../../bot/blocks.ts'
import { commands } from '../../bot/commands/index.ts'
import type { Command } from '../../bot/operation.ts'
import { t } from '../../shop/i18n/index.ts'
import { hostileText } from '../hostile-values.ts'
import type { Subjects } from './hostile-scene.ts'
import type { HostileWorld } from './hostile-world.ts'

/** Ways of calling a command, as its usage lines have them: each a list of words. */
function callsOf(command: Command): string[][] {
  const known = [...new Set([...Object.values(command.words), ...(command.otherwise ? [command.otherwise] : [])])]
  const lines = known.flatMap(({ usage, usageOfAll }) =>
    [usage, usageOfAll].flatMap((key) => (key ? [t('en', key, { slash: '/' })] : [])),
  )
  const calls = lines.flatMap((line) =>
    [...line.matchAll(/`\/(\w+) ?([^`]*)`/g)]
      .filter(([, name]) => name === command.name)
      .map(([, , rest = '']) => rest),
  )
  const words = Object.keys(command.words).flatMap((word) => [word, `${word} NAME`, `${word} NAME NAME 5 -- NAME`])
  return [...calls, ...words, 'NAME', 'NAME:NAME NAME:NAME', ''].map((call) =>
    call.replaceAll(/[[\]]/g, '').split(/[ |]+/).filter(Boolean),
  )
}

/** A call with some of its words replaced by what it may be about or by something hostile, or with more of that. */
const spoiltCall = (command: Command, subjects: Subjects): fc.Arbitrary<string> => {
  const verbs = new Set(Object.keys(command.words))
  const hostile = fc.oneof(
    { arbitrary: hostileText, weight: 4 },
    { arbitrary: hostileText.map((text) => `-- ${text}`), weight: 1 },
  )
  const known = fc.constantFrom(...subjects[command.name])
  const word = (text: string): fc.Arbitrary<string> => {
    if (verbs.has(text))
      return fc.oneof({ arbitrary: fc.constant(text), weight: 12 }, { arbitrary: hostile, weight: 1 })
    if (/[A-Z]{2}|^\d+$|^@|^\w+:/.test(text))
      return fc.oneof(
        { arbitrary: known, weight: 3 },
        { arbitrary: hostile, weight: 2 },
        { arbitrary: hostile.map((end) => text.replace(/:.*|$/, `:${end}`)), weight: 1 },
      )
    return fc.oneof({ arbitrary: fc.constant(text), weight: 2 }, { arbitrary: hostile, weight: 1 })
  }
  return fc
    .constantFrom(...callsOf(command))
    .chain((words) => fc.tuple(fc.tuple(...words.map(word)), fc.option(hostile, { nil: '' })))
    .map(([words, more]) => [...words, more].join(' ').slice(0, 12_000))
}

/** As Slack writes what is typed: its own escapes, but for the mentions that it makes. */
const typed = (text: string) => fc.boolean().map((raw) => (raw ? text : escapeText(text)))

export function testCommands(world: () => HostileWorld, runs: number): void {
  test.each(commands.map((command) => [command.name, command] as const))(
    '/%s, whatever follows it',
    async (name, command) => {
      const { world: shop, wrongWith, subjects } = world()
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('U0ANA', 'U0ANA', 'U0ZHAO'),
          spoiltCall(command, subjects).chain(typed),
          async (who, text) => {
            const person = shop.person(who)
            const wrong = await wrongWith(async () => {
              const { status, error } = await person.command(`/${name} ${text}`, { channel: 'general' })
              while (person.modal) await person.closeModal(true)
              return { status, wrong: error }
            })
            expect(wrong).toEqual([])
          },
        ),
        { numRuns: runs, endOnFailure: true },
      )
    },
  )
}
