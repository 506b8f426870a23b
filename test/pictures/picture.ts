import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { Program } from '../../bot/program.ts'

export const people = {
  ...{ mei: 'U0MEI', tom: 'U0TOM', lin: 'U0LIN', sam: 'U0SAM', wang: 'U0WANG', zhao: 'U0ZHAO', ana: 'U0ANA' },
}

export const high = (height: number) => ({ viewport: { width: 1280, height } })
export const laptop = high(800)
export const tall = high(1200)
export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }
export const dark = { colorScheme: 'dark' as const }

/** One picture of docs/: who is where, and what they do before it is taken. */
export interface Picture {
  name: string
  as: keyof typeof people
  at:
    | `C0${'GENERAL' | 'APPROVALS' | 'STOCK' | 'REPORTS' | 'SUPPORT' | 'OPERATIONS' | 'WAREHOUSE'}`
    | `D0${'SAM' | 'WANG' | 'ANA' | 'ZHAO'}`
    | 'home'
  on?: BrowserContextOptions
  /** What of the page is to be seen, where that is not all. */
  part?(page: Page): Locator
  /** Brings the page to what is to be seen. */
  show(page: Page, shop: Shop): Promise<unknown>
  /** What is done next, for later pictures. */
  after?(page: Page): Promise<unknown>
}

export interface Shop {
  program: Program
  /** How far its clock is ahead of the system's. */
  ahead: number
  /** An order that was delivered and can be refunded. */
  order: string
}
