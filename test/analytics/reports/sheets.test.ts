import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { sheetsOf } from '../../../analytics/reports/sheets.ts'
import { xlsxFile } from '../../../analytics/reports/xlsx.ts'
import { csvFile } from '../../../shop/csv.ts'
import { smallShop } from './small-shop.ts'

const read = smallShop()

test('a report as a file has its figures, its series and the table that was asked for, money as decimals of the currency it names', async () => {
  const sheets = sheetsOf(await read('sales', { table: 'category' }), 'en')
  const [figures, series, categories] = sheets.map(({ rows }) => csvFile(rows).split('\r\n'))
  expect(figures).toContainEqual(expect.stringMatching(/^"Gross sales \(CNY\)",\d+\.\d\d,/))
  expect(figures).toContainEqual(expect.stringMatching(/^"Orders",\d+,/))
  expect(series?.[0]).toMatch(/^\ufeff"by day","Orders",.*"Gross sales \(CNY\)"/)
  expect(series?.[1]).toMatch(/^"\d{4}-\d\d-\d\d",\d+,/)
  expect(categories?.[0]).toContain('"Category","Gross sales (CNY)","Units"')
  expect(sheetsOf(await read('sales'), 'zh-CN').map(({ name }) => name)).toEqual(['指标', '按天'])
})

test('every report is a workbook in either language', async () => {
  for (const report of [
    'overview',
    'payments',
    'products',
    'stock',
    'orders',
    'refunds',
    'promotions',
    'customers',
    'merchants',
    'support',
  ])
    for (const locale of ['en', 'zh-CN'] as const) {
      const sheets = sheetsOf(await read(report), locale)
      expect(Object.keys(unzipSync(await xlsxFile(sheets)))).toContain(`xl/worksheets/sheet${sheets.length}.xml`)
    }
})

test('in a workbook a number is a number and text that begins like a formula is text', async () => {
  const texts = ['=1+1', '+1', '-2', '@SUM(A1)', '\tx', 'a\0b\ud800']
  const rows = [[...texts, { number: '-12.50' }, { number: '0.1' }]]
  const files = unzipSync(await xlsxFile([{ name: 'Sheet', rows }]))
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
  expect(sheet).not.toContain('<f>')
  const cells = [...sheet.matchAll(/<c ([^>]*)>(.*?)<\/c>/gs)].map(([, attributes = '', inner = '']) => [
    /t="(\w+)"/.exec(attributes)?.[1] ?? 'n',
    inner.replaceAll(/<[^>]+>/g, ''),
  ])
  expect(cells.map(([type]) => type === 'n')).toEqual([...texts.map(() => false), true, true])
  expect(cells.slice(-2)).toEqual([
    ['n', '-12.5'],
    ['n', '0.1'],
  ])
  expect(csvFile(rows)).toContain(`"'=1+1","'+1","'-2","'@SUM(A1)"`)
  expect(csvFile(rows)).toContain(',-12.50,0.1')
  const hidden = ['\u200b=1+1', '\u00a0+1', '\u00ad\u2060@x']
  expect(csvFile([hidden])).toBe(`\ufeff${hidden.map((text) => `"'${text}"`).join(',')}\r\n`)
})
