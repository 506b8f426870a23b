import { type ChartConfiguration, type ChartDataset, type LegendOptions, Chart as Picture } from 'chart.js'
import { drawable } from '../../shop/glyphs.ts'
import type { Type } from '../../shop/text-width.ts'
import type { Chart, ChartSeries } from './data.ts'
import { ground } from './ground.ts'
import { linesOf } from './lines.ts'
import { barAmounts, lyingNames, lyingScales } from './lying-layout.ts'
import { columnScales } from './scales.ts'
import { type Colours, coloursOf, margin, picture, textIn, textType, titleType } from './style.ts'

/** How chart.js draws a chart: everything still, for a picture. */
export function configOf(chart: Chart): ChartConfiguration {
  const lying = chart.layout === 'lying bars'
  const colours = coloursOf(chart)
  const text = textIn(colours)
  return {
    type: 'bar',
    data: {
      labels: lying ? lyingNames(chart) : [...chart.labels],
      datasets: chart.series.map((series) => dataset(series, chart, colours)),
    },
    options: {
      animation: false,
      responsive: false,
      devicePixelRatio: picture.density,
      indexAxis: lying ? 'y' : 'x',
      layout: { padding: { left: margin, right: margin, top: 16, bottom: 16 } },
      scales: lying ? lyingScales(chart) : columnScales(chart),
      plugins: {
        title: { ...heading(drawable(chart.title, chart.byId.title), titleType), color: colours.ink },
        subtitle: { ...heading(drawable(chart.about), textType), color: colours.soft, padding: { bottom: 30 } },
        legend: {
          display: chart.series.length > 1 || chart.marks.length > 0,
          // At the top it would touch the highest tick.
          position: 'bottom',
          labels: {
            ...text,
            generateLabels: legendOf(chart.marks, colours),
            sort: (a, b) => (a.datasetIndex ?? 0) - (b.datasetIndex ?? 0),
            usePointStyle: true,
            pointStyleWidth: 36,
            boxHeight: 14,
            padding: 16,
          },
        },
      },
    },
    plugins: [ground(chart), ...(lying ? [barAmounts(chart)] : [])],
  }
}

/** The legend's entries, the marks last; by itself chart.js shows a dashed line as a whole one. */
const legendOf =
  (marks: Chart['marks'], colours: Colours): NonNullable<LegendOptions<'bar'>['labels']['generateLabels']> =>
  (drawn) => [
    ...Picture.defaults.plugins.legend.labels.generateLabels(drawn).map((label) => {
      const { borderDash } = drawn.data.datasets[label.datasetIndex ?? 0] as { borderDash?: number[] }
      return { ...label, ...(borderDash && { lineDash: borderDash }) }
    }),
    ...marks.map(({ kind, name }, at) => ({
      ...{ text: name, fillStyle: colours[kind], strokeStyle: colours.grid, fontColor: colours.soft },
      ...{ lineWidth: 1, pointStyle: 'rect' as const, datasetIndex: drawn.data.datasets.length + at },
    })),
  ]

const heading = (words: string, font: Type) => ({
  ...{ display: true, align: 'start' as const, padding: { bottom: 6 }, font },
  text: linesOf(words, picture.width - 2 * margin, font),
})

function dataset(
  { name, shape, axis, values }: ChartSeries,
  chart: Chart,
  colours: Colours,
): ChartDataset<'bar' | 'line', (number | null)[]> {
  const lying = chart.layout === 'lying bars'
  const base = { label: name, data: [...values], ...(!lying && { yAxisID: axis }) }
  const stacked = chart.series.some((one) => one.shape === 'upper bars')
  // Bars cover lines unless told their order.
  if (shape === 'bars' || shape === 'upper bars')
    return {
      ...base,
      type: 'bar',
      order: 3,
      backgroundColor: shape === 'bars' ? colours.bars : colours.line,
      borderRadius: 3,
      pointStyle: 'rect',
      maxBarThickness: 90,
      // Nothing is a gap, and zero a line that can be seen.
      ...(!stacked && { minBarLength: 4 }),
      categoryPercentage: values.length > 100 ? 1 : 0.85,
      barPercentage: 0.9,
    }
  const faint = shape === 'faint line'
  const colour = faint ? colours.faint : colours.line
  return {
    ...base,
    type: 'line',
    order: faint ? 2 : 1,
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: values.length > 100 ? 2 : faint ? 3 : 4,
    ...(faint && { borderDash: [10, 8] }),
    pointStyle: 'line',
    pointRadius: values.map((_, at) => (standsAlone(values, at) ? 7 : 0)),
    pointBorderWidth: 4,
    spanGaps: false,
  }
}

/** A point between gaps has no line to be seen by. */
const standsAlone = (values: readonly (number | null)[], at: number): boolean =>
  values[at] !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null
