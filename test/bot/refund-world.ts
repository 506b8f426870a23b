import type { RefundAnswer, RefundOrder } from '../../shop/gateways/gateway.ts'
import { openWorld } from '../world.ts'
import * as steps from './refund-steps.ts'

export type RefundWorld = Awaited<ReturnType<typeof openRefunds>>

/** A world with a provider that the test answers for, and short ways to make refunds and to see what became of them. */
export async function openRefunds() {
  const provider = {
    /** What it was asked to pay, kept apart from the product. */
    paid: new Map<string, bigint>(),
    /** What it answers instead of paying. */
    answer: null as RefundAnswer | null,
    async refund({ key, amount }: RefundOrder): Promise<RefundAnswer> {
      if (provider.answer) return provider.answer
      provider.paid.set(key, amount)
      return { ok: true, reference: `ref-${key}` }
    },
  }
  const world = await openWorld({ gateway: provider })
  await world.settled()
  return {
    ...world,
    provider,
    someOrder: () => steps.someOrder(world),
    request: (amount: string, reason?: string) => steps.request(world, amount, reason),
    prompt: (number: string) => steps.promptAbout(world, number),
    state: (number: string) =>
      world.program.services.db
        .selectFrom('refunds')
        .select('state')
        .where('order_number', '=', number.replace(/-R1$/, ''))
        .executeTakeFirstOrThrow()
        .then((row) => row.state),
  }
}
