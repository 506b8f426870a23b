import type { Gateway, RefundAnswer } from '../../../shop/gateways/gateway.ts'

/** A payment provider at an address: what the test's own provider pays outlives the process that asked. */
export function remoteGateway(url: string): Gateway {
  return {
    async refund({ key, amount, currency, by }) {
      const body = JSON.stringify({ key, amount: String(amount), currency, by })
      const answer = await fetch(url, { method: 'POST', body })
      if (!answer.ok) throw new Error(`the provider answered ${answer.status}`)
      return (await answer.json()) as RefundAnswer
    },
  }
}
