import type { Chart as Picture, Plugin } from 'chart.js'
import type { Chart, Mark } from './data.ts'
import { type Colours, coloursOf } from './style.ts'

/** How high the strip is that marks a day above the columns. */
const stripHeight = 12

/** What lies under a chart: its own ground, and the marks of days. A transparent one would be black on black in Slack's dark theme. */
export const ground = (chart: Chart): Plugin => ({
  id: 'ground',
  beforeDraw(drawn) {
    const { ctx, width, height } = drawn
    const colours = coloursOf(chart)
    ctx.fillStyle = colours.ground
    ctx.fillRect(0, 0, width, height)
    for (const mark of chart.marks) drawMark(drawn, mark, colours)
  },
})

/** A weekend is a band behind its columns, a promotion a strip above them. */
function drawMark({ ctx, chartArea, scales, data }: Picture, { kind, points }: Mark, colours: Colours): void {
  const { x } = scales
  if (!x) return
  const column = x.width / (data.labels?.length ?? 1)
  const { top, bottom } = chartArea
  const [from, high] = kind === 'weekend' ? [top, bottom - top] : [top - stripHeight - 4, stripHeight]
  ctx.fillStyle = colours[kind]
  for (const point of points) ctx.fillRect(x.getPixelForValue(point) - column / 2, from, column, high)
}
