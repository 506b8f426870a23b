import { z } from 'zod'
import type { CallbackKind } from '../shop/callbacks/kind.ts'
import { basket, orderAsked } from '../shop/intake/basket.ts'
import type { EventKind } from '../shop/intake/kind.ts'
import { lookUpGuides } from './storefront-guide-look-ups.ts'

const INTRODUCTION = `# Storefronts

A shop's storefront tells Backroom what happens, by HTTP requests that it signs. This page is made from the schemas that
the program itself reads events by (\`npm run -s storefront-guide > docs/storefront.md\`).

## Signing

Set \`SHOP_EVENTS_SECRET\` to a secret of [Standard Webhooks](https://www.standardwebhooks.com) (\`whsec_\` and 24 to 64
bytes in base64). While you replace one, give both, the new one first, with a space between: either is good. Sign every
request with any of its libraries: the headers \`webhook-id\`, \`webhook-timestamp\` and \`webhook-signature\`, over the raw
body. The time may be at most five minutes from Backroom's.

\`\`\`js
import { Webhook } from 'standardwebhooks'

const body = JSON.stringify({ type: 'order.paid', timestamp: new Date().toISOString(), data: { … } })
const id = crypto.randomUUID()
const now = new Date()
await fetch('https://your-host/shop/events', {
  method: 'POST',
  body,
  headers: {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(process.env.SHOP_EVENTS_SECRET).sign(id, now, body),
  },
})
\`\`\`

## Asking

Answered at once. 409 is a no with its reason (\`error.code\`, and \`error.message\` in the customer's language by
\`locale\`: en or zh); 503 means that the shop's records cannot be reached: send it again.

{ASKS}

### \`GET /shop/orders/{number}\`

Where an order is, for its customer: \`status\`, \`estimated_delivery_at\`, \`delivered_at\`, and its \`shipments\` with
carrier, tracking number and what is in them. The number may come from a scanned code. 404 where there is no such order. The
signature of every \`GET\` is over an empty body; reasons come in the language of the header \`accept-language\`.

{LOOK_UPS}

### \`GET /shop/products/{sku}/reviews\`

What customers see of a product's reviews: \`average\`, \`count\`, \`stars\` (how many of each) and a page of \`reviews\`, the
newest first, each with \`rating\`, \`comment\`, \`at\`, the masked \`author\` and the shop's \`reply\`; \`next\` is the
\`?cursor=\` of the page after it, or null. Until the product has as many published reviews as the setting \`review.shown_from\` asks
for: \`{ "sku", "shown": false, "missing": 2 }\`. 404 where there is no such product. The signature is over an empty body.

## Telling: \`POST /shop/events\`

The body is \`{ "type", "timestamp", "data" }\`; \`timestamp\` is when it happened, in ISO 8601 with its offset. Money is a
decimal string (\`"120.50"\`), never a number. Unknown fields are passed over.

| answer | means |
|---|---|
| 200 \`{ "id", "state": "applied" }\` | done |
| 200 \`"state": "waiting"\` | something it needs is not known yet, as the order of a payment; it goes on by itself once it is |
| 200 \`"state": "refused"\` | kept, and shown to administrators by \`/backroom events\`, who can apply it again or put it away (then \`dismissed\`) |
| 400 | it cannot be read; \`error.message\` says where and why. Nothing is kept |
| 401 | the signature does not fit |
| 413 | more than a megabyte |
| 5xx, or none | send it again, with the same id |

The same id is taken once, however often it comes. Events may come late and in any order: the shop ends in the same state.

## Events
`

const CALLBACKS = `## Being told

Set \`SHOP_CALLBACK_URL\` to an address of yours, and Backroom posts there what happens: the body is
\`{ "type", "timestamp", "data" }\` as above, signed as above with \`SHOP_CALLBACK_SECRET\` (the first of
\`SHOP_EVENTS_SECRET\` where it is not set; with several, by each of them). Verify it on the raw body:

\`\`\`js
const { type, data } = new Webhook(process.env.SHOP_CALLBACK_SECRET).verify(rawBody, request.headers)
\`\`\`

Answer 2xx within ten seconds. Anything else, a redirection or 410 included, is tried again after 5 seconds, 5 minutes, half
an hour, 2, 5, 10 and 10 hours, or later where \`Retry-After\` asks for it. Callbacks of one order, or of one customer, come one
after the other in the sequence in which things happened. One that was never taken holds back those behind it: the operations
channel is told, and an administrator sends it again or skips it by \`/backroom callbacks\`. The same callback may come more
than once, by the same \`webhook-id\`. Take no notice of types and fields that you do not know. What you told is told back as well.

## Callbacks
`

/** What may stand in a field, in a word or two, and whether it has to be there. */
function rows(schema: z.core.JSONSchema.BaseSchema, prefix = ''): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const field = inner as z.core.JSONSchema.BaseSchema
    const path = `${prefix}${name}`
    const row = `| \`${path}\` | ${typeWords(field)} | ${schema.required?.includes(name) ? 'yes' : ''} |`
    if (field.type === 'object') return [row, ...rows(field, `${path}.`)]
    const items = field.items as z.core.JSONSchema.BaseSchema | undefined
    return items?.type === 'object' ? [row, ...rows(items, `${path}[].`)] : [row]
  })
}

function typeWords(field: z.core.JSONSchema.BaseSchema): string {
  if (field.description) return field.description
  if (field.enum) return field.enum.map((one) => `\`${one}\``).join(', ')
  const bounds = [
    field.minimum !== undefined && `from ${field.minimum}`,
    field.maximum !== undefined && field.maximum < Number.MAX_SAFE_INTEGER && `up to ${field.maximum}`,
    field.maxLength !== undefined && `up to ${field.maxLength} characters`,
    field.maxItems !== undefined && `up to ${field.maxItems}`,
  ].filter(Boolean)
  return [field.type ?? 'any', ...bounds].join(', ')
}

const table = (schema: z.ZodType): string =>
  [
    '| field | is | needed |',
    '|---|---|---|',
    ...rows(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })),
  ].join('\n')

const section = (title: string, about: string, schema: z.ZodType, example: unknown): string =>
  [`### \`${title}\``, about, table(schema), `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``].join('\n\n')

/** What can be asked, with an example of each. */
export const asks = [
  {
    path: 'POST /shop/quotes',
    about: `What a basket costs: its lines with what each promotion takes off them, the promotions that applied (in their
sequence; \`short\` says why one did not apply to more pieces) and why each other one did not, and in \`coupon\` why the
coupon takes nothing off. Instants in reasons are on the shop's clock. Nothing is promised.`,
    schema: basket,
    example: { items: [{ sku: 'TEA-101', quantity: 2 }], customer: { id: 'c-7' }, coupon: 'HELLO30', locale: 'zh-CN' },
  },
  {
    path: 'POST /shop/orders',
    about: `Places an order: its goods are promised, and flash-sale pieces, budgets and coupons taken, all or nothing. The same
number again gives the order as it stands. With \`total\`, a price that the customer was not shown is refused; without it, a
\`coupon\` that takes nothing off. Without a customer it is a guest's, which the setting \`order.guests\` has to allow.

With \`payment\`, a method that does not apply, or whose uses are used up, is refused with the reason; its use is given back
when that payment fails or the order is cancelled. Tell of that payment by the same \`id\`. The same number again with another
\`payment\` takes that one as well.`,
    schema: orderAsked,
    example: {
      ...{ order: '1042', customer: { id: 'c-7', name: '林薇' }, items: [{ sku: 'TEA-101', quantity: 2 }] },
      ...{ shipping: '8.00', total: '184.00', payment: { id: 'P1', method: 'alipay' } },
    },
  },
] as const

/** The page for those who connect a storefront: all that can be asked, told, and is told, with its fields and an example. */
export function storefrontGuide(kinds: readonly EventKind[], callbacks: readonly CallbackKind[]): string {
  const asked = asks.map(({ path, about, schema, example }) => section(path, about, schema, example))
  const [told, telling] = [kinds, callbacks].map((list) =>
    list
      .map(({ type, about, schema, example }) =>
        section(type, about, schema, { type, timestamp: '2026-03-10T01:30:00Z', data: example }),
      )
      .join('\n\n'),
  )
  const lookUps = lookUpGuides.map(({ path, about, schema, answer }) => section(path, about, schema, answer))
  const introduction = INTRODUCTION.replace('{ASKS}', asked.join('\n\n')).replace('{LOOK_UPS}', lookUps.join('\n\n'))
  return `${introduction}\n${told}\n\n${CALLBACKS}\n${telling}\n`
}
