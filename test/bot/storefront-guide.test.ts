import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { storefrontGuide } from '../../bot/storefront-guide.ts'
import { eventKinds } from '../../shop/intake/registry.ts'

test('docs/storefront.md is what the schemas say', () => {
  expect(readFileSync('docs/storefront.md', 'utf8')).toBe(storefrontGuide(eventKinds))
})

test.each(eventKinds.map((kind) => [kind.type, kind] as const))('the example of %s can be read', (_, kind) => {
  expect(kind.schema.safeParse(kind.example)).toMatchObject({ success: true })
})
