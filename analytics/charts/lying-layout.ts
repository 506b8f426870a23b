import type { ChartConfiguration, Plugin, Scale } from 'chart.js'
import { drawable } from '../../shop/glyphs.ts'
import { fontOf, shortened, widthOf } from '../../shop/text-width.ts'
import type { Chart } from './data.ts'
import { alike, amountWords } from './scales.ts'
import { coloursOf, textIn, textType } from './style.ts'

/** Most room of a bar's name: a longer one would leave the bars none. */
const mostName = 430
const gap = 12

/** What the bars are called, as far as there is room; two that begin alike keep their ends too. */
export function lyingNames({ labels, byId }: Chart): string[] {
  const names = labels.map((label, at) => drawable(label, byId.labels[at]))
  const short = names.map((name) => shortened(name, mostName, textType))
  return names.map((name, at) => {
    const alike = short.filter((one) => one === short[at]).length > 1
    return alike ? shortened(name, mostName, textType, 9) : (short[at] ?? name)
  })
}

const valuesOf = ({ series }: Chart) => series[0]?.values ?? []

/** Each bar's amount in words; nothing for a gap. */
const amounts = (chart: Chart): string[] => {
  const words = amountWords(chart, alike)
  return valuesOf(chart).map((value) => (value === null ? '' : words(value)))
}

/** Makes an axis as wide as its words need; chart.js gives each a quarter of the picture at most. */
const wide = (words: readonly string[]) => (axis: Scale) => {
  axis.width = gap + Math.max(0, ...words.map((one) => widthOf(one, textType)))
}

/** Bars that lie, each with its amount at its end in the place of ticks: money, or a count where the chart has no currency. */
export function lyingScales(chart: Chart): NonNullable<ChartConfiguration['options']>['scales'] {
  const colours = coloursOf(chart)
  const values = valuesOf(chart).filter((value) => value !== null)
  return {
    x: {
      ...{ min: Math.min(0, ...values), max: Math.max(0, ...values) || 1 },
      grid: { display: false },
      title: { display: true, text: chart.axes.money, ...textIn(colours) },
      ticks: { display: false },
    },
    y: {
      grid: { display: false, drawTicks: false },
      ticks: { ...textIn(colours), color: colours.ink, autoSkip: false, padding: gap },
      afterFit: wide(lyingNames(chart)),
    },
    // An axis of nothing has the room of the amounts beyond the longest bar.
    amounts: {
      ...{ axis: 'y', position: 'right', grid: { display: false }, border: { display: false } },
      ticks: { display: false },
      afterFit: wide(amounts(chart)),
    },
  }
}

/** Writes each lying bar's amount at its end. */
export function barAmounts(chart: Chart): Plugin {
  const words = amounts(chart)
  const { ink } = coloursOf(chart)
  return {
    id: 'bar-amounts',
    afterDatasetsDraw: (drawn) => {
      const { ctx } = drawn
      ctx.save()
      ctx.font = fontOf(textType)
      ctx.fillStyle = ink
      ctx.textBaseline = 'middle'
      for (const [index, bar] of drawn.getDatasetMeta(0).data.entries())
        ctx.fillText(words[index] ?? '', Math.max(bar.x, drawn.scales.x?.getPixelForValue(0) ?? 0) + gap, bar.y)
      ctx.restore()
    },
  }
}
