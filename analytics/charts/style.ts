/**
 * Blue and vermilion after Okabe and Ito, which colour-blind people tell apart; each has a contrast of 3 or more to white,
 * and the lines to the bars.
 */
export const colours = {
  bars: '#3f94c8',
  line: '#c44e00',
  faint: '#4a4a4a',
  ink: '#1d1c1d',
  soft: '#5c5c5c',
  grid: '#e4e4e4',
}

/** In 1200 units of width: a phone shows the picture at a third of it. */
export const sizes = { title: 36, text: 26 }

export const text = { color: colours.soft, font: { size: sizes.text } }
