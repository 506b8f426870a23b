/** Who changes a subscription or an alert, and how they came to it. `merchant`: only what is of this merchant is within reach. */
export interface Actor {
  readonly member: string
  readonly merchant: string | null
  readonly via: string
}
