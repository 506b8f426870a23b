import { globSync, readFileSync } from 'node:fs'
import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { en } from '../../../shop/i18n/en/index.ts'
import { locales } from '../../../shop/i18n/index.ts'
import { zhCN } from '../../../shop/i18n/zh-CN/index.ts'

const catalogues: Record<(typeof locales)[number], Record<string, string>> = { en, 'zh-CN': zhCN }

type Node = ReturnType<typeof parse>[number]

/** Names of the variables of a message, those within its branches included. */
function variablesOf(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === TYPE.literal || node.type === TYPE.pound) return []
    if (node.type === TYPE.tag) return variablesOf(node.children)
    const inner =
      node.type === TYPE.select || node.type === TYPE.plural
        ? Object.values(node.options).flatMap(({ value }) => variablesOf(value))
        : []
    return [node.value, ...inner]
  })
}

test.each(Object.keys(en))('%s takes the same variables in every language', (key) => {
  const [first, ...others] = locales.map((locale) =>
    [...new Set(variablesOf(parse(catalogues[locale][key] ?? '', { ignoreTag: true })))].sort(),
  )
  for (const other of others) expect(other).toEqual(first)
})

test('no emphasis ends at a letter: Slack would show the asterisk', () => {
  // Emphasis that begins and ends in one run of text, and a letter or digit right after it.
  const stuck = Object.entries(zhCN).filter(([, text]) =>
    /(?<![\p{L}\p{N}*])\*[^*\n]+\*[\p{L}\p{N}]/u.test(text.replaceAll(/\{[a-z]+, number\}/g, '1')),
  )
  expect(stuck.map(([key]) => key)).toEqual([])
})

test('no key of the catalogue is unused', () => {
  const sources = globSync('{shop,analytics,bot}/**/*.ts', { exclude: ['**/i18n/**', '**/sandbox/**'] })
  const code = sources.map((file) => readFileSync(file, 'utf8')).join('\n')
  const literals = new Set([...code.matchAll(/'([\w.]+)'/g)].map((match) => match[1] ?? ''))
  /** `setting.${key}.about` as a pattern that keys may fit. */
  const templates = [...code.matchAll(/`([\w.]*\.(?:\$\{[^{}`]+\}[\w.]*)+)`/g)].map(
    ([, template = '']) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '.+')}$`),
  )
  // Refusals are named by their code.
  const used = (key: string) =>
    literals.has(key) ||
    (key.startsWith('refusal.') && literals.has(key.slice('refusal.'.length))) ||
    templates.some((template) => template.test(key) || template.test(key.replace(/^refusal\./, '')))
  expect(Object.keys(en).filter((key) => !used(key))).toEqual([])
})

test('no key is in two files of a catalogue, where one would take the place of the other', async () => {
  for (const locale of locales) {
    const keys: string[] = []
    for (const file of globSync(`shop/i18n/${locale}/{*,commands/*}.ts`)) {
      if (file.endsWith('/index.ts')) continue
      const parts: Record<string, object> = await import(`../../../${file}`)
      keys.push(...new Set(Object.values(parts).flatMap(Object.keys)))
    }
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
    expect(keys.length).toBeGreaterThan(1_000)
  }
})
