import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { asks, storefrontGuide } from '../../bot/storefront-guide.ts'
import { lookUpGuides } from '../../bot/storefront-guide-look-ups.ts'
import { callbackKinds } from '../../shop/callbacks/registry.ts'
import { eventKinds } from '../../shop/intake/registry.ts'

test('docs/storefront.md is what the schemas say', () => {
  expect(readFileSync('docs/storefront.md', 'utf8')).toBe(storefrontGuide(eventKinds, callbackKinds))
})

test.each([...asks, ...lookUpGuides])('the example of $path can be read', ({ schema, example }) => {
  expect(schema.safeParse(example)).toMatchObject({ success: true })
})

test.each([...eventKinds, ...callbackKinds].map((kind) => [kind.type, kind] as const))(
  'the example of %s can be read',
  (_, kind) => {
    expect(kind.schema.safeParse(kind.example)).toMatchObject({ success: true })
  },
)
