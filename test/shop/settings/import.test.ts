import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { demand } from '../../../shop/result.ts'
import { askUndo } from '../../../shop/settings/ask.ts'
import { diffOf } from '../../../shop/settings/diff.ts'
import { settingHistory } from '../../../shop/settings/history.ts'
import { applyImport, showImport } from '../../../shop/settings/import.ts'
import { readSettings } from '../../../shop/settings/read.ts'
import { type SettingKey, settingsFrom } from '../../../shop/settings/registry.ts'
import { undoImport } from '../../../shop/settings/undo-import.ts'
import { MOST_BYTES, readYaml, settingsYaml } from '../../../shop/settings/yaml.ts'
import { anyText } from '../../any-text.ts'
import { now } from '../goods.ts'
import { manager, support } from '../people.ts'
import { settingsWorld } from './world.ts'

const { db, jobs, set, inForce, audited, approve } = await settingsWorld()
const defaults = settingsFrom({})

const show = async (source: string, member = manager) =>
  showImport(db, { source, reason: 'tidying up', member, via: 'test' }, now)
const apply = (id: string) => applyImport(db, jobs, { id, member: manager, via: 'test' }, now)
const undo = (id: string) => undoImport(db, { id, member: manager, via: 'test' }, now)

/** Exports, has the file changed by hand, and imports it. */
const edited = async (change: (file: string) => string) =>
  demand(await show(change(settingsYaml(await readSettings(db), 'zh-CN'))))

describe('a file of settings', () => {
  test('that was exported changes nothing', async () => {
    expect(await edited((file) => file)).toMatchObject({ changes: [], refused: [] })
  })

  test('that was changed by hand is shown as it will be applied, applied as it was shown, and undone as a whole', async () => {
    const shown = await edited((file) =>
      file
        .replace('stock.safety_level: 10', 'stock.safety_level: 12')
        .replace('refund.automatic_up_to: "50"', 'refund.automatic_up_to: 80.50')
        .replace('report.time: 09:00', 'report.time: "7:30"')
        .replace('stock.back_orders: false', 'stock.back_orders: perhaps')
        .replace(/^shop.name: .*$/m, 'shop.nmae: Tea House'),
    )
    expect(shown.changes).toEqual([
      { key: 'report.time', before: '09:00', after: '07:30' },
      { key: 'refund.automatic_up_to', before: '50', after: '80.5' },
      { key: 'stock.safety_level', before: 10, after: 12 },
    ])
    expect(shown.refused).toMatchObject([
      { key: 'shop.nmae', why: { code: 'setting.unknown', values: { keys: expect.arrayContaining(['shop.name']) } } },
      { key: 'stock.back_orders', why: { code: 'setting.invalid.yes_no' } },
    ])
    expect(await inForce('stock.safety_level')).toBe(10)
    expect(await undo(shown.id)).toMatchObject({ code: 'setting.import_not_applied' })
    expect(await apply(shown.id)).toMatchObject({ value: { state: 'applied', changes: shown.changes } })
    expect(await readSettings(db)).toEqual({ ...defaults, ...shown.settings })
    expect(await apply(shown.id)).toMatchObject({ code: 'setting.import_over' })
    expect(await audited(shown.id)).toEqual(['setting.imported'])

    expect(await undo(shown.id)).toMatchObject({ ok: true })
    expect(await readSettings(db)).toEqual(defaults)
    expect(await undo(shown.id)).toMatchObject({ code: 'setting.import_over' })
    expect(await audited(shown.id)).toEqual(['setting.imported', 'setting.import_undone'])
  })

  test('is not applied where something has changed meanwhile: the new diff is shown, and that is applied', async () => {
    const { id } = demand(await show('stock.cover_days: 40\nstock.warning_level: 25'))
    await set('stock.cover_days', '35')
    await set('stock.warning_level', '25')
    const changes = [{ key: 'stock.cover_days', before: 35, after: 40 }]
    expect(await apply(id)).toEqual({ ok: true, value: { state: 'changed', changes } })
    expect(await inForce('stock.cover_days')).toBe(35)
    expect(await apply(id)).toMatchObject({ value: { state: 'applied', changes } })
    await set('stock.cover_days', '50')
    expect(await undo(id)).toMatchObject({
      code: 'setting.import_changed_since',
      values: { keys: ['stock.cover_days'] },
    })
  })

  test('sets back to the default what has no value, and reads amounts in the currency that it names', async () => {
    await set('favourite.keep_days', '10')
    const { id, refused } = demand(
      await show('favourite.keep_days:\nrefund.automatic_up_to: 7.25\nshop.currency: JPY\nrefund.approver_limit: 6000'),
    )
    expect(refused).toMatchObject([{ line: 2, why: { code: 'setting.invalid.amount', values: { currency: 'JPY' } } }])
    expect(await apply(id)).toMatchObject({ value: { state: 'applied' } })
    expect(await inForce('favourite.keep_days')).toBe(90)
    expect(await inForce('shop.currency')).toBe('JPY')
    expect(await undo(id)).toMatchObject({ ok: true })
    expect(await inForce('favourite.keep_days')).toBe(10)
    expect(await inForce('shop.currency')).toBe('CNY')
  })

  test('waits as a whole where one of its changes would, and is one entry', async () => {
    await set('settings.approval', 'money')
    const { id } = demand(await show('refund.automatic_up_to: 60\nreview.shown_from: 4'))
    const asked = demand(await apply(id))
    if (asked.state !== 'waits') throw new Error('does not wait')
    expect(await inForce('review.shown_from')).toBe(3)
    expect(await approve(asked.waits)).toMatchObject({ ok: true })
    expect(await inForce('review.shown_from')).toBe(4)
    expect(await inForce('refund.automatic_up_to')).toBe('60')
    expect(await undo(id)).toMatchObject({
      code: 'setting.import_undo_waits',
      values: { key: 'refund.automatic_up_to' },
    })
    const one = { key: 'refund.automatic_up_to', member: manager, via: 'test' }
    expect(await askUndo(db, jobs, one, now)).toMatchObject({ value: { waits: expect.any(String) } })
    const off = demand(await show('settings.approval: "off"'))
    expect(await apply(off.id)).toMatchObject({ value: { state: 'waits' } })
  })

  test('is refused to who may not change settings', async () => {
    expect(await show('stock.safety_level: 1', support)).toMatchObject({ code: 'access.denied' })
    const history = demand(await settingHistory(db, 'stock.safety_level', { size: 9 }))
    expect(history.rows.filter(({ undoes }) => undoes === null)).toHaveLength(1)
  })
})

describe('hostile YAML', () => {
  const bomb = `a: &a ["x"]\n${Array.from({ length: 9 }, (_, at) => `b${at}: &b${at} [*a, *a, *a, *a]`).join('\n')}`
  test.each<[string, string]>([
    ['a bomb of references', bomb],
    ['a reference as a value', 'report.time: &t "10:00"\nstock.digest_time: *t'],
    ['a tag', 'stock.safety_level: !!js/function "function(){}"'],
    ['a list', 'stock.safety_level: [12]'],
    ['a map', 'stock: {safety_level: 12}'],
    ['a merge', 'base: &b {stock.safety_level: 12}\n<<: *b'],
    ['a prototype', '__proto__: {polluted: true}\nconstructor: 1'],
  ])('%s changes nothing', (_, source) => {
    const diff = diffOf(source, defaults, null)
    expect(diff.ok && diff.value.changes.filter(({ key }) => key !== 'report.time')).toEqual([])
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test.each<[string, string]>([
    ['what is too large', `# ${'x'.repeat(MOST_BYTES)}`],
    ['depth', '['.repeat(30_000)],
    ['two documents', 'stock.safety_level: 1\n---\nstock.safety_level: 2'],
    ['no map', '- stock.safety_level'],
    ['nothing', ''],
    ['half a line', 'stock.safety_level: "12'],
  ])('%s is refused as a whole', (_, source) => {
    expect(readYaml(source)).toMatchObject({ ok: false, code: expect.stringMatching(/^setting\.import_/) })
  })

  test.each<[string, number, string]>([
    ['stock.safety_level: 1\n"stock.safety_level": 2', 2, 'stock.safety_level'],
    ['report.time: 10:00\n\nstock.safety_level: 1\nSafety level: 2', 4, 'stock.safety_level'],
    ['nonsuch: 1\nnonsuch: 1', 2, 'nonsuch'],
  ])('a setting that is there twice is named: %j', (source, line, key) => {
    expect(diffOf(source, defaults, null)).toMatchObject({ code: 'setting.import_twice', values: { line, key } })
  })

  test('whatever a file holds, it is read or refused, and what it changes is valid', () => {
    const key = fc.constantFrom(...(Object.keys(defaults) as SettingKey[]))
    const value = fc.oneof(
      anyText(),
      fc.constantFrom('-1', '1e309', '0x10', '<!channel>', '=1+1', "'; drop table settings; --", '~', '*x', '!!set'),
      fc.double().map(String),
    )
    const lines = fc.array(
      fc.oneof(
        fc.tuple(key, value).map(([name, text]) => `${name}: ${text}`),
        fc.string(),
      ),
    )
    fc.assert(
      fc.property(lines, (all) => {
        const diff = diffOf(all.join('\n'), defaults, null)
        if (diff.ok) expect(settingsFrom(diff.value.settings)).toEqual(diff.value.settings)
      }),
      { numRuns: 200 },
    )
  })

  test('any settings survive an export and an import', () => {
    const settings = fc.record({
      'shop.name': fc.string({ minLength: 1, maxLength: 60 }),
      'stock.safety_level': fc.nat(1_000_000),
      'refund.automatic_up_to': fc.nat(999_999).map((cents) => String(cents / 100)),
      'stock.back_orders': fc.boolean(),
    })
    fc.assert(
      fc.property(settings, (some) => {
        const all = settingsFrom(some)
        expect(diffOf(settingsYaml(all, 'en'), all, null)).toMatchObject({ value: { changes: [], refused: [] } })
      }),
      { numRuns: 50 },
    )
  })
})
