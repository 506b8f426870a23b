import { z } from 'zod'
import { besideSection, image, inActions, inInput } from './elements.ts'
import { plain, slackFile, string, words } from './objects.ts'

const block = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), block_id: string(255).optional(), ...shape })

/** Rich text is made by Slack's own editor; only its outline is checked. */
const richText = z.looseObject({
  type: z.enum(['rich_text_section', 'rich_text_list', 'rich_text_preformatted', 'rich_text_quote']),
  elements: z.array(z.looseObject({ type: z.string() })),
})

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string() }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().optional() }),
  z.strictObject({ type: z.literal('rich_text'), block_id: string(255).optional(), elements: z.array(richText) }),
])

const column = z.strictObject({
  align: z.enum(['left', 'center', 'right']).optional(),
  is_wrapped: z.boolean().optional(),
})

/** Every kind of block that the sandbox knows, with Slack's limits. */
export const anyBlock = z.discriminatedUnion('type', [
  block('section', {
    text: words(3000).optional(),
    fields: z.array(words(2000)).min(1).max(10).optional(),
    accessory: besideSection.optional(),
    expand: z.boolean().optional(),
  }).refine((section) => section.text || section.fields, { error: 'missing required field: text', path: ['text'] }),
  block('header', { text: plain(150), level: z.number().int().min(1).max(4).optional() }),
  block('divider', {}),
  block('context', {
    elements: z
      .array(z.discriminatedUnion('type', [image, ...words(3000).options]))
      .min(1)
      .max(10),
  }),
  block('actions', { elements: z.array(inActions).min(1).max(25) }),
  block('image', {
    image_url: string(3000).optional(),
    slack_file: slackFile.optional(),
    alt_text: string(2000),
    title: plain(2000).optional(),
  }),
  block('input', {
    label: plain(2000),
    element: inInput,
    hint: plain(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
  }),
  block('table', {
    rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
    column_settings: z.array(column.nullable()).max(20).optional(),
  }),
  block('markdown', { text: string(12_000) }),
  block('rich_text', { elements: z.array(richText) }),
])
