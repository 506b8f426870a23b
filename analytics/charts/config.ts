import { type ChartConfiguration, type ChartDataset, type LegendOptions, Chart as Picture, type Plugin } from 'chart.js'
import type { Chart, ChartSeries } from './data.ts'
import { ground } from './ground.ts'
import { columnScales, lyingScales, moneyTick } from './scales.ts'
import { type Colours, coloursOf, sizes, textIn } from './style.ts'

/** How chart.js draws a chart: everything still, for a picture of twice the density. */
export function configOf(chart: Chart): ChartConfiguration {
  const lying = chart.layout === 'lying bars'
  const colours = coloursOf(chart)
  const text = textIn(colours)
  return {
    type: 'bar',
    data: { labels: [...chart.labels], datasets: chart.series.map((series) => dataset(series, chart, colours)) },
    options: {
      animation: false,
      responsive: false,
      devicePixelRatio: 2,
      indexAxis: lying ? 'y' : 'x',
      layout: { padding: { left: 24, right: lying ? 52 : 24, top: 16, bottom: 16 } },
      scales: lying ? lyingScales(chart) : columnScales(chart),
      plugins: {
        title: { ...heading(chart.title), color: colours.ink, font: { size: fitting(chart.title), weight: 'bold' } },
        subtitle: { ...heading(chart.about), ...text, padding: { bottom: 30 } },
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

const heading = (line: string) => ({ display: true, text: line, align: 'start' as const, padding: { bottom: 6 } })

/** Long titles are set smaller so that they stay on one line; a Chinese character is twice as wide. */
function fitting(title: string): number {
  const width = [...title].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e7f ? 1 : 0.56), 0)
  return Math.min(sizes.title, Math.floor(1130 / width))
}

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

/** Writes each lying bar's amount at its end. */
function barAmounts(chart: Chart): Plugin {
  const tick = moneyTick(chart)
  const { ink } = coloursOf(chart)
  return {
    id: 'bar-amounts',
    afterDatasetsDraw: (drawn) => {
      const { ctx } = drawn
      ctx.save()
      ctx.font = `${sizes.text}px ${drawn.options.font?.family ?? ''}`
      ctx.fillStyle = ink
      ctx.textBaseline = 'middle'
      for (const [index, bar] of drawn.getDatasetMeta(0).data.entries()) {
        const value = chart.series[0]?.values[index]
        if (value != null) ctx.fillText(tick(value), bar.x + 12, bar.y)
      }
      ctx.restore()
    },
  }
}
