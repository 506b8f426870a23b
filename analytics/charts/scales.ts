import type { ChartConfiguration } from 'chart.js'
import { drawable } from '../../shop/glyphs.ts'
import type { Chart } from './data.ts'
import { coloursOf, textIn, textType } from './style.ts'

/** Money on the left, counts on the right. */
export function columnScales(chart: Chart): NonNullable<ChartConfiguration['options']>['scales'] {
  const { isShare = false } = chart.axes
  const colours = coloursOf(chart)
  const text = textIn(colours)
  const count = new Intl.NumberFormat(
    chart.locale,
    isShare ? { style: 'percent', maximumFractionDigits: 1 } : { notation: 'compact', maximumFractionDigits: 2 },
  )
  const stacked = chart.series.some(({ shape }) => shape === 'upper bars')
  const bounds = boundsBelowZero(chart)
  const axisTitle = (line: string, color: string) => ({ display: true, text: line, color, font: textType })
  return {
    x: { stacked, grid: { display: false }, ticks: { ...text, maxRotation: 0, autoSkipPadding: 28, padding: 8 } },
    money: {
      position: 'left',
      stacked,
      ...(chart.currency === null && { suggestedMax: 4 }),
      beginAtZero: true,
      grid: { color: colours.grid },
      title: axisTitle(chart.axes.money, colours.soft),
      ...bounds?.money,
      ticks: {
        ...text,
        maxTicksLimit: 6,
        ...(chart.currency === null && { precision: 0 }),
        ...bounds?.moneyTicks,
        callback: chart.currency === null ? (value) => count.format(Number(value)) : amountWords(chart),
      },
    },
    count: {
      display: chart.axes.count !== undefined,
      position: 'right',
      beginAtZero: true,
      ...(!isShare && { suggestedMax: 4 }),
      grid: { drawOnChartArea: false },
      title: axisTitle(chart.axes.count ?? '', colours.line),
      ...bounds?.count,
      ticks: {
        ...text,
        maxTicksLimit: 6,
        ...(!isShare && { precision: 0 }),
        ...bounds?.countTicks,
        callback: (value) => (Number(value) < 0 ? '' : count.format(Number(value))),
      },
    },
  }
}

/** At least three digits of each, so that amounts stand beside each other alike: ¥212, ¥6.00K. */
export const alike: Intl.NumberFormatOptions = {
  ...{ minimumSignificantDigits: 3, maximumSignificantDigits: 3 },
  ...{ minimumFractionDigits: 0, maximumFractionDigits: 0, roundingPriority: 'morePrecision' },
}
const short: Intl.NumberFormatOptions = { maximumFractionDigits: 2, minimumFractionDigits: 0 }

/**
 * Short amounts: R$12K, ¥1.2万, without a sign that no font has (the axis tells the currency); counts as they are.
 * `digits`: how many, as few as can be where absent.
 */
export function amountWords({ locale, currency }: Chart, digits = short): (value: string | number) => string {
  if (currency === null) return (value) => Number(value).toLocaleString(locale)
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    useGrouping: true,
    ...digits,
  })
  return (value) => drawable(format.format(Number(value)))
}

/** Where money goes below zero: both axes with as many steps below as above it, so that their zeros are at one height. */
function boundsBelowZero({ series }: Chart) {
  const valuesOf = (axis: 'money' | 'count') =>
    series.filter((one) => one.axis === axis).flatMap(({ values }) => values.filter((value) => value !== null))
  const money = valuesOf('money')
  const [least, most] = [Math.min(0, ...money), Math.max(0, ...money)]
  if (least === 0) return null
  const step = roundStep((most - least) / 4)
  const [below, above] = [Math.ceil(-least / step), Math.max(1, Math.ceil(most / step))]
  const countStep = Math.max(1, Math.ceil(roundStep(Math.max(4, ...valuesOf('count')) / above)))
  return {
    money: { min: -below * step, max: above * step },
    moneyTicks: { stepSize: step },
    count: { min: -below * countStep, max: above * countStep },
    countTicks: { stepSize: countStep },
  }
}

/** 1, 2 or 5 times a power of ten: the first that is no less. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= least) ?? 10 * power
}
