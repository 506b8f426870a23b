import { z } from 'zod'

/** A non-empty string of at most `max` characters. */
export const string = (max: number) => z.string().min(1).max(max)

/** plain_text of at most `max` characters. */
export const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: string(max), emoji: z.boolean().optional() })

const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: string(max), verbatim: z.boolean().optional() })

/** plain_text or mrkdwn of at most `max` characters. */
export const words = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)])

export const confirm = z.strictObject({
  title: plain(100),
  text: words(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
})

const choice = {
  value: string(150),
  description: plain(75).optional(),
  url: string(3000).optional(),
}

/** An option of a select or menu: its text is plain. */
export const option = z.strictObject({ text: plain(75), ...choice })

/** An option of checkboxes or radio buttons: its text may be mrkdwn. */
export const ticked = z.strictObject({ text: words(75), ...choice, description: words(75).optional() })

export const optionGroup = z.strictObject({ label: plain(75), options: z.array(option).min(1).max(100) })

/** Where an uploaded image is: by its file id, or by its address. */
export const slackFile = z.union([z.strictObject({ id: string(255) }), z.strictObject({ url: string(3000) })])

export const filter = z.strictObject({
  include: z
    .array(z.enum(['im', 'mpim', 'private', 'public']))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
})

export const dispatch = z.strictObject({
  trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
})
