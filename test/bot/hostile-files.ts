import { createCanvas } from '@napi-rs/canvas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { personFile } from '../../bot/sandbox/files.ts'
import { csvFiles } from '../../shop/import/csv-files.ts'
import { BadData } from '../../shop/import/problem.ts'
import { registry, settingsFrom } from '../../shop/settings/registry.ts'
import { settingsYaml } from '../../shop/settings/yaml.ts'
import { hostileText } from '../hostile-values.ts'
import { history, loadFiles } from '../shop/import/world.ts'
import type { HostileWorld } from './hostile-world.ts'

const png = createCanvas(20, 20).toBuffer('image/png')
const jpeg = createCanvas(20, 20).toBuffer('image/jpeg')

/** A PNG whose head says that it is larger than any memory. */
const huge = Buffer.from(png)
huge.writeUInt32BE(60_000, 16)
huge.writeUInt32BE(60_000, 20)

/** What is shared as a picture: what it is called, and its bytes. */
const pictures: [name: string, bytes: Buffer][] = [
  ['empty.png', Buffer.alloc(0)],
  ['cut.png', png.subarray(0, 40)],
  ['head.png', png.subarray(0, 8)],
  ['cut.jpg', jpeg.subarray(0, jpeg.length / 2)],
  ['huge.png', huge],
  ['flipped.png', Buffer.from(png.map((byte, at) => (at > 60 ? byte ^ 0xff : byte)))],
  ['still.gif', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
  ['text.png', Buffer.from('<!channel> no picture at all')],
  ['vector.svg.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  ['<!channel>../../\u202egnp.\0png', png],
  [`${'漢'.repeat(200)}.png`, jpeg],
]

export function testFiles(world: () => HostileWorld, runs: number): void {
  test('every picture, whatever it is', async () => {
    const { world: shop, wrongWith } = world()
    const sam = shop.person('U0SAM')
    for (const [name, bytes] of pictures) {
      const before = sam.ephemerals('warehouse').length
      const wrong = await wrongWith(async () => {
        const shared = await sam.upload({ name, bytes, mimetype: 'image/png' }, { channel: 'warehouse' })
        await shop.settled()
        return { status: shared.status, wrong: sam.ephemerals('warehouse').length > before ? null : 'no answer' }
      })
      expect(wrong, name).toEqual([])
    }
  })

  test('every file of settings, whatever stands in it', async () => {
    const { sandbox, wrongWith, world: shop } = world()
    const ana = shop.person('U0ANA')
    const own = settingsYaml(settingsFrom({}), 'en')
    const key = fc.constantFrom(...Object.keys(registry))
    const file = fc.oneof(
      hostileText.map((text) => Buffer.from(text)),
      fc
        .array(fc.tuple(fc.oneof({ arbitrary: key, weight: 5 }, hostileText), hostileText), { maxLength: 5 })
        .map((lines) => Buffer.from(lines.map(([name, text]) => `${name}: ${text}`).join('\n'))),
      fc
        .tuple(fc.nat(own.length), hostileText)
        .map(([at, text]) => Buffer.from(own.slice(0, at) + text + own.slice(at))),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.constantFrom(png, Buffer.alloc(0)),
    )
    const name = fc.oneof(
      fc.constant('settings.yaml'),
      hostileText.map((text) => `${text.slice(0, 100)}.yml`),
    )
    await fc.assert(
      fc.asyncProperty(name, file, async (called, bytes) => {
        const wrong = await wrongWith(async () => {
          await ana.command('/settings import', { channel: 'general' })
          const { id } = personFile(sandbox.store, ana.id, called, 'text/yaml', bytes)
          const [view] = sandbox.store.modals.get(ana.id) ?? []
          if (view) view.inputs.file = { file: { type: 'file_input', files: [{ id }] } }
          const { status, error } = await ana.submit()
          while (ana.modal) await ana.closeModal(true)
          // What would change is shown and kept: nothing is changed yet.
          return { status, wrong: error, done: true }
        })
        expect(wrong).toEqual([])
      }),
      { numRuns: runs, endOnFailure: true },
    )
  })

  test('every file of history, whatever stands in it', async () => {
    const { world: shop, wrongWith } = world()
    const files = history as Record<string, string[]>
    const names = Object.values(csvFiles).map(({ name }) => name)
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const bad = fc
      .record({
        name: fc.constantFrom(...names),
        line: fc.nat(20),
        column: fc.nat(20),
        text: hostileText,
        raw: fc.nat(5),
      })
      .map(({ name, line, column, text, raw }) => {
        const lines = [...(files[name] ?? [])]
        if (raw === 0) return { ...files, [name]: Buffer.from(text) }
        const at = line % lines.length
        const cells = (lines[at] ?? '').split(',')
        cells[column % cells.length] = raw === 1 ? text : quoted(text)
        lines[at] = cells.join(',')
        return { ...files, [name]: lines }
      })
    await fc.assert(
      fc.asyncProperty(bad, async (given) => {
        const wrong = await wrongWith(async () => {
          try {
            await loadFiles(shop.program.database, given)
            return { status: 200, done: true }
          } catch (error) {
            if (error instanceof BadData) return { status: 200 }
            return { status: 200, wrong: String((error as Error).stack) }
          }
        })
        expect(wrong).toEqual([])
      }),
      { numRuns: runs, endOnFailure: true },
    )
  })
}
