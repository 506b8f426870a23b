import type { Theme } from './data.ts'

/**
 * Blue, vermilion, orange and bluish green after Okabe and Ito, which colour-blind people tell apart; each has a contrast of
 * 3 or more to its ground. Slack shows a picture on its own ground, so either theme brings one.
 */
const palettes = {
  light: {
    ground: '#ffffff',
    bars: '#3f94c8',
    line: '#c44e00',
    faint: '#4a4a4a',
    ink: '#1d1c1d',
    soft: '#5c5c5c',
    grid: '#e4e4e4',
    weekend: '#f2f2f2',
    promotion: '#009e73',
  },
  dark: {
    ground: '#1a1d21',
    bars: '#3a8fc4',
    line: '#f0a03c',
    faint: '#c4c4c4',
    ink: '#f0f0f0',
    soft: '#b8b8b8',
    grid: '#3a3d42',
    weekend: '#25292e',
    promotion: '#2bbf94',
  },
} as const satisfies Record<Theme, Record<string, string>>

/** What a chart is drawn in. */
export type Colours = Record<keyof (typeof palettes)['light'], string>

export const coloursOf = ({ theme }: { theme: Theme }): Colours => palettes[theme]

/**
 * In these units, with so many dots to each: sharp on the phones that show it a third as wide with three dots to a unit.
 * Encoding is most of a chart's time and follows the dots.
 */
export const picture = { width: 1200, height: 750, density: 1.5 }

/** A phone shows the picture 360 wide: its text is then 9.6 high, and the title 12.6. */
export const titleType = { size: 42, weight: 'bold' } as const
export const textType = { size: 32 } as const

/** What stays free on the left and on the right. */
export const margin = 24

/** How words beside the figures are written. */
export const textIn = ({ soft }: Colours) => ({ color: soft, font: textType })
