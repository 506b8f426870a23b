import type { Block } from './contract.ts'
import { newName } from './ids.ts'
import { type Fields, isFields } from './json.ts'
import type { Message, StoredFile, View } from './model.ts'
import type { Store } from './store.ts'

/** A copy of blocks as Slack keeps them: every block and action named, text objects complete. */
export function completed(blocks: Block[]): Block[] {
  return blocks.map((block) => ({ block_id: newName(), ...(fill(block) as Block) }))
}

const NEEDS_NO_ACTION = new Set(['plain_text', 'mrkdwn', 'image'])

function fill(value: unknown, isElement = false): unknown {
  if (Array.isArray(value)) return value.map((item) => fill(item, isElement))
  if (!isFields(value)) return value
  if (value.type === 'plain_text') return { emoji: true, ...value }
  if (value.type === 'mrkdwn') return { verbatim: false, ...value }
  const out: Fields = {}
  if (isElement && typeof value.type === 'string' && !NEEDS_NO_ACTION.has(value.type)) out.action_id = newName()
  if (value.type === 'input') out.optional = false
  const holdsElements = value.type === 'actions' || value.type === 'context'
  for (const [key, item] of Object.entries(value))
    out[key] = fill(item, key === 'accessory' || key === 'element' || (holdsElements && key === 'elements'))
  return out
}

/** A text object of a view's title, submit or close, as Slack keeps it. */
export function completedText(value: unknown): Fields | null {
  return isFields(value) ? (fill(value) as Fields) : null
}

/** A message as the Web API and payloads show it. */
export function slackMessage(store: Store, message: Message, withMetadata = true): Fields {
  const { team, app, bot } = store
  const replies = store.replies(message)
  return {
    ...(message.byApp && { bot_id: app.botId, app_id: app.id }),
    ...(message.clientId && { client_msg_id: message.clientId }),
    type: 'message',
    ...(message.subtype && { subtype: message.subtype }),
    text: message.text,
    user: message.user,
    ts: message.ts,
    team: team.id,
    ...(message.byApp && { bot_profile: botProfile(store, bot.name) }),
    ...(message.edited && { edited: message.edited }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.thread && { thread_ts: message.thread }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users: [...new Set(replies.map((reply) => reply.user))],
      latest_reply: replies.at(-1)?.ts,
    }),
    ...(message.files.length > 0 && { files: message.files.flatMap((id) => slackFile(store, store.files.get(id))) }),
    ...(withMetadata && message.metadata && { metadata: message.metadata }),
    ...(message.reactions.size > 0 && {
      reactions: [...message.reactions].map(([name, users]) => ({ name, users, count: users.length })),
    }),
  }
}

function botProfile({ app, team }: Store, name: string): Fields {
  const icons = { image_36: '', image_48: '', image_72: '' }
  return { id: app.botId, deleted: false, name, updated: 0, app_id: app.id, icons, team_id: team.id }
}

/** A file as the Web API shows it; its addresses are set by the file service. */
export function slackFile(store: Store, file: StoredFile | undefined): Fields[] {
  if (!file) return []
  const shares = Object.fromEntries([...file.shares].map(([channel, all]) => [channel, all.map((ts) => ({ ts }))]))
  return [
    {
      id: file.id,
      created: file.created,
      timestamp: file.created,
      name: file.name,
      title: file.title,
      mimetype: file.ready ? file.mimetype : '',
      filetype: file.ready ? (file.mimetype.split('/')[1] ?? '') : '',
      pretty_type: file.ready ? (file.mimetype.split('/')[1] ?? '').toUpperCase() : '',
      user: file.user,
      user_team: store.team.id,
      editable: false,
      size: file.length,
      mode: 'hosted',
      is_external: false,
      external_type: '',
      is_public: file.shares.size > 0,
      public_url_shared: false,
      display_as_bot: false,
      username: '',
      url_private: `${store.publicUrl}/files/${file.id}`,
      url_private_download: `${store.publicUrl}/files/${file.id}`,
      permalink: `${store.publicUrl}/files/${file.id}`,
      channels: [...file.shares.keys()],
      ims: [],
      groups: [],
      shares: file.shares.size > 0 ? { public: shares } : {},
      has_rich_preview: false,
      ...(file.alt && { alt_txt: file.alt }),
    },
  ]
}

/** A view as the Web API and payloads show it. */
export function slackView({ team, app }: Store, view: View): Fields {
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: view.inputs },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previous,
    root_view_id: view.root,
    app_id: app.id,
    external_id: view.externalId,
    app_installed_team_id: team.id,
    bot_id: app.botId,
  }
}
