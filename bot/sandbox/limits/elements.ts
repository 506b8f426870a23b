import { z } from 'zod'
import { confirm, dispatch, filter, option, optionGroup, plain, slackFile, string, ticked } from './objects.ts'

const named = { action_id: string(255).optional(), confirm: confirm.optional(), focus_on_load: z.boolean().optional() }
const hinted = { ...named, placeholder: plain(150).optional() }
const typed = { ...hinted, dispatch_action_config: dispatch.optional() }
const several = { ...hinted, max_selected_items: z.number().int().min(1).optional() }

/** 100 options, or 100 groups of them: one of the two. */
const choices = {
  options: z.array(option).min(1).max(100).optional(),
  option_groups: z.array(optionGroup).min(1).max(100).optional(),
}
const id = string(255)
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const time = z.string().regex(/^\d\d:\d\d$/)
const element = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...shape })

export const image = element('image', {
  image_url: string(3000).optional(),
  slack_file: slackFile.optional(),
  alt_text: string(2000),
})

const button = element('button', {
  ...named,
  text: plain(75),
  url: string(3000).optional(),
  value: string(2000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: string(75).optional(),
})

const overflow = element('overflow', { ...named, options: z.array(option).min(1).max(5) })

const selects = [
  element('static_select', { ...hinted, ...choices, initial_option: option.optional() }),
  element('external_select', {
    ...hinted,
    initial_option: option.optional(),
    min_query_length: z.number().int().min(0).optional(),
  }),
  element('users_select', { ...hinted, initial_user: id.optional() }),
  element('channels_select', {
    ...hinted,
    initial_channel: id.optional(),
    response_url_enabled: z.boolean().optional(),
  }),
  element('conversations_select', {
    ...hinted,
    initial_conversation: id.optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter: filter.optional(),
  }),
] as const

const multiSelects = [
  element('multi_static_select', {
    ...several,
    ...choices,
    initial_options: z.array(option).min(1).max(100).optional(),
  }),
  element('multi_external_select', {
    ...several,
    initial_options: z.array(option).min(1).max(100).optional(),
    min_query_length: z.number().int().min(0).optional(),
  }),
  element('multi_users_select', { ...several, initial_users: z.array(id).optional() }),
  element('multi_channels_select', { ...several, initial_channels: z.array(id).optional() }),
  element('multi_conversations_select', {
    ...several,
    initial_conversations: z.array(id).optional(),
    default_to_current_conversation: z.boolean().optional(),
    filter: filter.optional(),
  }),
] as const

const pickers = [
  element('datepicker', { ...hinted, initial_date: date.optional() }),
  element('timepicker', { ...hinted, initial_time: time.optional(), timezone: string(255).optional() }),
  element('checkboxes', {
    ...named,
    options: z.array(ticked).min(1).max(10),
    initial_options: z.array(ticked).min(1).max(10).optional(),
  }),
  element('radio_buttons', { ...named, options: z.array(ticked).min(1).max(10), initial_option: ticked.optional() }),
] as const

const datetimepicker = element('datetimepicker', { ...named, initial_date_time: z.number().int().optional() })

const length = z.number().int().min(0).max(3000).optional()
const inputs = [
  element('plain_text_input', {
    ...typed,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: length,
    max_length: length,
  }),
  element('number_input', {
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  element('email_text_input', { ...typed, initial_value: z.string().optional() }),
  element('url_text_input', { ...typed, initial_value: z.string().optional() }),
  element('file_input', {
    action_id: named.action_id,
    filetypes: z.array(string(255)).min(1).optional(),
    max_files: z.number().int().min(1).max(10).optional(),
  }),
] as const

/** What may stand in an actions block. */
export const inActions = z.discriminatedUnion('type', [button, overflow, datetimepicker, ...selects, ...pickers])

/** What may stand beside a section's text. */
export const besideSection = z.discriminatedUnion('type', [
  button,
  overflow,
  image,
  ...selects,
  ...multiSelects,
  ...pickers,
])

/** What an input block may hold. */
export const inInput = z.discriminatedUnion('type', [
  ...inputs,
  ...selects,
  ...multiSelects,
  ...pickers,
  datetimepicker,
])
