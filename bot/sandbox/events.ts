import type { Block } from './contract.ts'
import type { Delivery } from './deliver.ts'
import { newId, newName } from './ids.ts'
import type { Fields } from './json.ts'
import type { Message } from './model.ts'
import { slackMessage, slackView } from './payloads.ts'
import type { Doing, Services } from './services.ts'
import type { Store } from './store.ts'
import { elapsed } from './waiting.ts'

/**
 * Sends an event. Resolves with the first try's answer; where that was no 200, Slack tries again in the
 * background and says so with `x-slack-retry-num`, unless the app answered `x-slack-no-retry`.
 */
export async function sendEvent(services: Services, event: Fields, twice = false): Promise<Delivery> {
  const { store, deliver } = services
  const envelope = {
    token: services.verificationToken,
    team_id: store.team.id,
    api_app_id: store.app.id,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(store.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: store.team.id,
        user_id: store.bot.id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `1-${event.type}-${store.team.id}-${event.channel}`,
  }
  const first = await deliver('event', envelope, { twice })
  if (first.error && !first.noRetry) void again(services, envelope, first)
  return first
}

async function again({ deliver, retryDelays, closing }: Services, envelope: object, last: Delivery): Promise<void> {
  let before = last
  for (const [index, delay] of retryDelays.entries()) {
    if (!(await elapsed(delay, closing))) return
    const reason = before.error === 'operation_timeout' ? 'http_timeout' : 'http_error'
    before = await deliver('event', envelope, { retry: { num: index + 1, reason } })
    if (!before.error || before.noRetry) return
  }
}

/** A person says something in a channel, a thread or their direct messages with the app. */
export async function say(
  services: Services,
  { person, twice }: Doing,
  text: string,
  where: { channel: string; thread?: string; files?: string[] },
): Promise<{ delivery: Delivery | null; message: Message }> {
  const { store } = services
  const written = linked(store, text)
  const files = where.files ?? []
  const message = store.post({
    channel: where.channel,
    thread: where.thread ?? null,
    user: person,
    text: written,
    blocks: written ? [richText(written)] : [],
    files,
    clientId: newId('').toLowerCase(),
    subtype: files.length > 0 ? 'file_share' : null,
  })
  for (const id of files) store.files.get(id)?.shares.set(where.channel, [message.ts])
  const delivery = await sendMessageEvent(services, message, twice)
  if (delivery && written.includes(`<@${store.bot.id}>`) && !store.channels.get(where.channel)?.dmWith) {
    const { subtype, ...mention } = slackMessage(store, message)
    void sendEvent(services, { ...mention, type: 'app_mention', channel: where.channel, event_ts: message.ts })
  }
  return { delivery, message }
}

/** Where a message event happened; null where the app is not told: it is not there, or the message is ephemeral. */
function heardIn(store: Store, message: Message): Fields | null {
  const channel = store.channels.get(message.channel)
  if (!channel?.members.has(store.bot.id) || message.to) return null
  return { channel: channel.id, channel_type: channel.dmWith ? 'im' : 'channel' }
}

/** Tells the app of a message. Slack tells it of its own messages as well. */
export async function sendMessageEvent(
  services: Services,
  message: Message,
  twice?: boolean,
): Promise<Delivery | null> {
  const where = heardIn(services.store, message)
  if (!where) return null
  return sendEvent(services, { ...slackMessage(services.store, message), ...where, event_ts: message.ts }, twice)
}

/** Tells the app that a message was changed or deleted: an event about it, with what it was before. */
export function sendMessageChange(services: Services, message: Message, previous: Fields, deleted = false): void {
  const { store } = services
  const where = heardIn(store, message)
  if (!where) return
  const ts = store.nextTs()
  const what = deleted
    ? { subtype: 'message_deleted', deleted_ts: message.ts }
    : { subtype: 'message_changed', message: slackMessage(store, message) }
  const about = { type: 'message', ...what, previous_message: previous, hidden: true }
  void sendEvent(services, { ...about, ...where, ts, event_ts: ts })
}

/** A person opens the app's Home (or its messages tab). */
export function openHome(services: Services, { person, twice }: Doing): Promise<Delivery> {
  const { store } = services
  const view = store.homes.get(person)
  const event = { type: 'app_home_opened', user: person, channel: store.dm(person).id, tab: 'home' }
  const shown = view && { view: slackView(store, view) }
  return sendEvent(services, { ...event, ...shown, event_ts: store.nextTs() }, twice)
}

/** What a person typed, as Slack writes it: `&`, `<`, `>` escaped, mentions of people and channels as links. */
function linked(store: Store, typed: string): string {
  const escaped = typed.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  const kept = escaped.replace(/&lt;([@#][A-Z0-9]+)&gt;/g, '<$1>')
  return kept.replace(/(^|\s)@([\w.-]+)/g, (all, before: string, name: string) => {
    const named = [...store.people.values()].find((person) => person.name === name)
    return named ? `${before}<@${named.id}>` : all
  })
}

function richText(text: string): Block {
  const plainly = (part: string) => part.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
  const elements = text
    .split(/(<@[A-Z0-9]+>)/)
    .filter(Boolean)
    .map((part) => {
      const user_id = /^<@(\w+)>$/.exec(part)?.[1]
      return user_id ? { type: 'user', user_id } : { type: 'text', text: plainly(part) }
    })
  return { type: 'rich_text', block_id: newName(), elements: [{ type: 'rich_text_section', elements }] }
}
