import { daysOf, type Window } from './window.ts'

/** What a window can be compared with: the days just before it, or the same dates a year earlier. */
export const comparisons = ['previous', 'year'] as const
export type Comparison = (typeof comparisons)[number]

/**
 * The window that one is compared with. A year before 29 February is 28 February; a year before days up to the end of a
 * February are those up to the end of the one before.
 */
export function windowBefore(window: Window, against: Comparison): Window {
  const { from, to } = window
  if (against === 'year') {
    const earlier = to.subtract({ years: 1 })
    const isEnd = to.month === 2 && to.day === to.daysInMonth && !from.equals(to)
    return { from: from.subtract({ years: 1 }), to: isEnd ? earlier.with({ day: earlier.daysInMonth }) : earlier }
  }
  return { from: from.subtract({ days: daysOf(window) }), to: from.subtract({ days: 1 }) }
}

/** Whether the window that one is compared with is over when it begins: a year earlier is not, of longer ones. */
export const isApart = (window: Window, against: Comparison): boolean =>
  Temporal.PlainDate.compare(windowBefore(window, against).to, window.from) < 0

/**
 * The date that one of a window is set beside; null for a 29 February within it that the year before did not have.
 * What 29 February was of a year before that had it goes with its 28th.
 */
export function dateBefore(date: Temporal.PlainDate, window: Window, against: Comparison): Temporal.PlainDate | null {
  if (against === 'previous') return date.subtract({ days: daysOf(window) })
  const earlier = date.subtract({ years: 1 })
  return earlier.day === date.day || date.equals(window.from) ? earlier : null
}
