import type { KnownBlock } from '@slack/types'
import { clip, plain } from './blocks.ts'

interface InputOptions {
  label: string
  hint?: string
  optional?: boolean
}

/** An input's block id is its field's name; errors are marked by it. */
const input = (name: string, { label, hint, optional }: InputOptions, element: object): KnownBlock =>
  ({
    type: 'input',
    block_id: name,
    label: plain(label, 2000),
    ...(hint && { hint: plain(hint, 2000) }),
    optional: optional ?? false,
    element: { action_id: name, ...element },
  }) as KnownBlock

export const textInput = (
  name: string,
  options: InputOptions & { value?: string; long?: boolean; placeholder?: string },
): KnownBlock => {
  const most = options.long ? 2000 : 200
  return input(name, options, {
    type: 'plain_text_input',
    multiline: options.long ?? false,
    max_length: most,
    ...(options.value && { initial_value: clip(options.value, most) }),
    ...(options.placeholder && { placeholder: plain(options.placeholder) }),
  })
}

export const numberInput = (name: string, options: InputOptions & { value?: number | null }): KnownBlock =>
  input(name, options, {
    type: 'number_input',
    is_decimal_allowed: false,
    ...(options.value != null && { initial_value: String(options.value) }),
  })

export interface Choice {
  label: string
  value: string
}

export function selectInput(
  name: string,
  options: InputOptions & { choices: readonly Choice[]; value?: string },
): KnownBlock {
  const all = options.choices.slice(0, 100).map(({ label, value }) => ({ text: plain(label, 75), value }))
  const chosen = all.find(({ value }) => value === options.value)
  return input(name, options, { type: 'static_select', options: all, ...(chosen && { initial_option: chosen }) })
}

/** Several of some choices; their values come back separated by commas. */
export function multiSelectInput(
  name: string,
  options: InputOptions & { choices: readonly Choice[]; values: readonly string[] },
): KnownBlock {
  const all = options.choices.slice(0, 100).map(({ label, value }) => ({ text: plain(label, 75), value }))
  const chosen = all.filter(({ value }) => options.values.includes(value))
  const initial = chosen.length > 0 ? { initial_options: chosen } : {}
  return input(name, options, { type: 'multi_static_select', options: all, ...initial })
}

export function yesNoInput(
  name: string,
  options: InputOptions & { yes: string; no: string; value: boolean },
): KnownBlock {
  const all = [
    { text: plain(options.yes, 75), value: 'yes' },
    { text: plain(options.no, 75), value: 'no' },
  ]
  return input(name, options, { type: 'radio_buttons', options: all, initial_option: options.value ? all[0] : all[1] })
}

export const timeInput = (name: string, options: InputOptions & { value?: string }): KnownBlock =>
  input(name, options, { type: 'timepicker', ...(options.value && { initial_time: options.value }) })

/** A calendar day, as `2026-03-31`. */
export const dateInput = (name: string, options: InputOptions & { value?: string | null }): KnownBlock =>
  input(name, options, { type: 'datepicker', ...(options.value && { initial_date: options.value }) })

export const channelInput = (name: string, options: InputOptions & { value?: string }): KnownBlock =>
  input(name, options, { type: 'channels_select', ...(options.value && { initial_channel: options.value }) })

export const personInput = (name: string, options: InputOptions & { value?: string }): KnownBlock =>
  input(name, options, { type: 'users_select', ...(options.value && { initial_user: options.value }) })

/** One file of some types, by their endings; its value is the file's id. */
export const fileInput = (name: string, options: InputOptions & { types: readonly string[] }): KnownBlock =>
  input(name, options, { type: 'file_input', filetypes: options.types, max_files: 1 })

interface Submitted {
  value?: string | null
  selected_option?: { value?: string } | null
  selected_options?: { value: string }[] | null
  selected_time?: string | null
  selected_date?: string | null
  selected_channel?: string | null
  selected_user?: string | null
  files?: { id: string }[] | null
}

/** Submitted values by field name, each as text; a field left empty is absent. */
export function fieldValues(state: Record<string, Record<string, object>>): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, elements] of Object.entries(state))
    for (const element of Object.values(elements) as Submitted[]) {
      const {
        value: typed,
        selected_option,
        selected_options,
        selected_time,
        selected_date,
        selected_channel,
        selected_user,
        files,
      } = element
      const several = selected_options?.map(({ value }) => value).join(',') ?? files?.map(({ id }) => id).join(',')
      const day = selected_time ?? selected_date
      const value = typed ?? selected_option?.value ?? several ?? day ?? selected_channel ?? selected_user
      if (typeof value === 'string' && value !== '') values[name] = value
    }
  return values
}
