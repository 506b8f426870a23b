import { type ChartConfiguration, type ChartDataset, type LegendOptions, Chart as Picture, type Plugin } from 'chart.js'
import type { Chart, ChartSeries } from './data.ts'
import { columnScales, lyingScales, moneyTick } from './scales.ts'
import { colours, sizes, text } from './style.ts'

/** How chart.js draws a chart: everything still, on white, for a picture of twice the density. */
export function configOf(chart: Chart): ChartConfiguration {
  const lying = chart.layout === 'lying bars'
  return {
    type: 'bar',
    data: { labels: [...chart.labels], datasets: chart.series.map((series) => dataset(series, chart)) },
    options: {
      animation: false,
      responsive: false,
      devicePixelRatio: 2,
      indexAxis: lying ? 'y' : 'x',
      layout: { padding: { left: 24, right: lying ? 40 : 24, top: 16, bottom: 16 } },
      scales: lying ? lyingScales(chart) : columnScales(chart),
      plugins: {
        title: { ...heading(chart.title), color: colours.ink, font: { size: fitting(chart.title), weight: 'bold' } },
        subtitle: { ...heading(chart.about), ...text, padding: { bottom: 30 } },
        legend: {
          display: chart.series.length > 1,
          // At the top it would touch the highest tick.
          position: 'bottom',
          labels: {
            ...text,
            generateLabels: dashedToo,
            sort: (a, b) => (a.datasetIndex ?? 0) - (b.datasetIndex ?? 0),
            usePointStyle: true,
            pointStyleWidth: 48,
            boxHeight: 14,
            padding: 24,
          },
        },
      },
    },
    plugins: [background, ...(lying ? [barAmounts(chart)] : [])],
  }
}

/** The legend's entries; by itself chart.js shows a dashed line as a whole one. */
const dashedToo: NonNullable<LegendOptions<'bar'>['labels']['generateLabels']> = (drawn) =>
  Picture.defaults.plugins.legend.labels.generateLabels(drawn).map((label) => {
    const { borderDash } = drawn.data.datasets[label.datasetIndex ?? 0] as { borderDash?: number[] }
    return { ...label, ...(borderDash && { lineDash: borderDash }) }
  })

const heading = (line: string) => ({ display: true, text: line, align: 'start' as const, padding: { bottom: 6 } })

/** Long titles are set smaller so that they stay on one line; a Chinese character is twice as wide. */
function fitting(title: string): number {
  const width = [...title].reduce((sum, character) => sum + (character.charCodeAt(0) > 0x2e7f ? 1 : 0.56), 0)
  return Math.min(sizes.title, Math.floor(1130 / width))
}

function dataset(
  { name, shape, axis, values }: ChartSeries,
  chart: Chart,
): ChartDataset<'bar' | 'line', (number | null)[]> {
  const lying = chart.layout === 'lying bars'
  const base = { label: name, data: [...values], ...(!lying && { yAxisID: axis }) }
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
    pointRadius: 0,
    spanGaps: false,
  }
}

/** A transparent picture would be black on black in Slack's dark theme. */
const background: Plugin = {
  id: 'background',
  beforeDraw: ({ ctx, width, height }) => {
    ctx.fillStyle = '#ffffff'
    ctx.fillRect(0, 0, width, height)
  },
}

/** Writes each lying bar's amount at its end. */
function barAmounts(chart: Chart): Plugin {
  const tick = moneyTick(chart)
  return {
    id: 'bar-amounts',
    afterDatasetsDraw: (drawn) => {
      const { ctx } = drawn
      ctx.save()
      ctx.font = `${sizes.text}px ${drawn.options.font?.family ?? ''}`
      ctx.fillStyle = colours.ink
      ctx.textBaseline = 'middle'
      for (const [index, bar] of drawn.getDatasetMeta(0).data.entries())
        ctx.fillText(tick(chart.series[0]?.values[index] ?? 0), bar.x + 12, bar.y)
      ctx.restore()
    },
  }
}
