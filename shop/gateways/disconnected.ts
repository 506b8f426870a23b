import type { Gateway } from './gateway.ts'

/**
 * Where no payment provider is connected: declines, so that a refund says plainly that no money moved and can be
 * submitted again once there is one.
 */
export const disconnected: Gateway = {
  refund: async ({ by }) => ({
    ok: false,
    code: 'not_connected',
    message: `no payment provider is connected for ${by}; no money has moved`,
  }),
}
