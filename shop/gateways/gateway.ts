/** Money to give back through a payment provider. */
export interface RefundOrder {
  /** The provider's idempotency key: the same key again pays nothing and gives the first answer. */
  readonly key: string
  readonly amount: bigint
  readonly currency: string
  /** The method by which it goes back; as a rule that of the payment. */
  readonly by: string
  readonly payment: { readonly order: string; readonly id: string; readonly method: string }
}

/** A decline is an answer: no money has moved. */
export type RefundAnswer = { ok: true; reference: string } | { ok: false; code: string; message: string }

/** A payment provider, or what chooses one by `by`. Throws only where it is not known what became of the request; it is then asked again. */
export interface Gateway {
  refund(order: RefundOrder): Promise<RefundAnswer>
}
