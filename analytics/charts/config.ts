import type { ChartConfiguration, ChartDataset, Plugin } from 'chart.js'
import type { Chart, ChartSeries } from './data.ts'

/**
 * Blue and vermilion after Okabe and Ito, which colour-blind people tell apart; each has a contrast of 3 or more to white,
 * and the lines to the bars.
 */
const colours = { bars: '#3f94c8', line: '#c44e00', faint: '#4a4a4a', ink: '#1d1c1d', soft: '#5c5c5c', grid: '#e4e4e4' }

/** In 1200 units of width: a phone shows the picture at a third of it. */
const sizes = { title: 36, text: 26 }

const text = { color: colours.soft, font: { size: sizes.text } }

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
  if (shape === 'bars')
    return {
      ...base,
      type: 'bar',
      order: 3,
      backgroundColor: colours.bars,
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

function columnScales(chart: Chart): NonNullable<ChartConfiguration['options']>['scales'] {
  const count = new Intl.NumberFormat(chart.locale, { notation: 'compact' })
  const axisTitle = (line: string, color: string) => ({ display: true, text: line, color, font: { size: sizes.text } })
  return {
    x: { grid: { display: false }, ticks: { ...text, maxRotation: 0, autoSkipPadding: 28 } },
    money: {
      position: 'left',
      beginAtZero: true,
      grid: { color: colours.grid },
      title: axisTitle(chart.axes.money, colours.soft),
      ticks: { ...text, maxTicksLimit: 6, callback: moneyTick(chart) },
    },
    count: {
      position: 'right',
      beginAtZero: true,
      suggestedMax: 4,
      grid: { drawOnChartArea: false },
      title: axisTitle(chart.axes.count ?? '', colours.line),
      ticks: { ...text, maxTicksLimit: 6, precision: 0, callback: (value) => count.format(Number(value)) },
    },
  }
}

function lyingScales(chart: Chart): NonNullable<ChartConfiguration['options']>['scales'] {
  return {
    x: {
      beginAtZero: true,
      grace: '18%',
      grid: { display: false },
      title: { display: true, text: chart.axes.money, ...text },
      ticks: { ...text, maxTicksLimit: 6, maxRotation: 0, callback: moneyTick(chart) },
    },
    y: { grid: { display: false }, ticks: { ...text, color: colours.ink } },
  }
}

/** Short amounts: R$12K, ¥1.2万. */
function moneyTick({ locale, currency }: Chart): (value: string | number) => string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    maximumFractionDigits: 2,
    minimumFractionDigits: 0,
  })
  return (value) => format.format(Number(value))
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
