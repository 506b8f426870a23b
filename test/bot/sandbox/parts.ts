import type { KnownBlock, ModalView } from '@slack/web-api'

/** Small parts that the tests of limits build too large things of. */
export const letters = (count: number) => 'x'.repeat(count)
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
export const plain = (text: string) => ({ type: 'plain_text' as const, text })
export const section = (text: string, more = {}): KnownBlock => ({ type: 'section', text: plain(text), ...more })
export const option = (label: string, value = label) => ({ text: plain(label), value })
export const button = (more = {}) => ({ type: 'button' as const, text: plain('Do'), ...more })
export const modal = (more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  title: plain('A'),
  blocks: [],
  ...more,
})
