import { z } from 'zod'
import type { Block } from '../contract.ts'
import { type Fields, isFields } from '../json.ts'
import type { Store } from '../store.ts'
import { anyBlock } from './blocks.ts'
import { hasInputs, wholeProblems } from './composition.ts'
import { plain } from './objects.ts'
import { problems } from './problems.ts'

/** The largest view, in bytes of its JSON. */
export const VIEW_BYTES = 250_000

const common = {
  blocks: z.array(anyBlock).max(100),
  private_metadata: z.string().max(3000).optional(),
  callback_id: z.string().max(255).optional(),
  external_id: z.string().max(255).optional(),
}

const modal = z.strictObject({
  type: z.literal('modal'),
  ...common,
  title: plain(24),
  submit: plain(24).nullish(),
  close: plain(24).nullish(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
})

const home = z.strictObject({ type: z.literal('home'), ...common })

/** A view that Slack would take, or its error for it. */
export type CheckedView = { view: Fields } | { error: string; details: string[] }

/** Checks a view's payload; `kind` says what is expected here. */
export function checkView(store: Store, view: unknown, kind: 'modal' | 'home'): CheckedView {
  if (!isFields(view)) return { error: 'invalid_arguments', details: ['missing required field: view'] }
  const bytes = Buffer.byteLength(JSON.stringify(view))
  if (bytes > VIEW_BYTES) return { error: 'view_too_large', details: [`${bytes} bytes, ${VIEW_BYTES} allowed`] }
  const wrong = problems(kind === 'modal' ? modal : home, view, '/view')
  if (wrong.length > 0) return { error: 'invalid_arguments', details: wrong }
  const blocks = view.blocks as Block[]
  const whole = wholeProblems(store, blocks, '/view/blocks')
  if (kind === 'modal' && hasInputs(blocks) && !view.submit)
    whole.push('missing required field: submit, as there are input blocks [json-pointer:/view]')
  return whole.length > 0 ? { error: 'invalid_arguments', details: whole } : { view }
}
