import type { Delivery } from './deliver.ts'
import { type Fields, isFields, parseJson } from './json.ts'
import type { Message } from './model.ts'
import { answer } from './responses.ts'
import type { Doing, Services } from './services.ts'

/** Names that Slack keeps for itself: an app cannot register them, and a person who types them does not reach it. */
export const BUILT_IN = new Set(
  (
    '/active /archive /away /call /collapse /dm /dnd /expand /feed /feedback /help /invite /invite_people /join /kick ' +
    '/leave /me /msg /mute /open /part /people /prefs /remind /remove /rename /search /shortcuts /shrug /star ' +
    '/status /topic /who'
  ).split(' '),
)

/** What a command did: how the app acknowledged it, and what it showed in the acknowledgement. */
export interface CommandResult {
  delivery: Delivery | null
  error: string | null
  shown: Message | null
}

/** A person types a slash command in a channel. What goes wrong is shown to them by Slackbot, as in Slack. */
export async function runCommand(
  services: Services,
  { person, twice }: Doing,
  typed: string,
  where: { channel: string; thread?: string },
): Promise<CommandResult> {
  const { store, deliver, triggers, responses } = services
  const [, command = '', text = ''] = /^\s*(\S*)\s?([\s\S]*?)\s*$/.exec(typed) ?? []
  const target = { person, channel: where.channel, thread: where.thread ?? null, origin: null }
  const note = (words: string) =>
    store.post({
      channel: where.channel,
      thread: target.thread,
      user: 'USLACKBOT',
      username: 'Slackbot',
      text: words,
      to: person,
    })
  const refuse = (error: string, text: string) => ({ delivery: null, error, shown: note(text) })
  if (!services.commands.some((known) => known.command === command))
    return BUILT_IN.has(command)
      ? refuse('built_in_command', `${command} is Slack's own command.`)
      : refuse('unknown_command', `${command} is not a valid command.`)
  if (where.thread) return refuse('not_in_threads', `${command} is not supported in threads. Sorry!`)

  const channel = store.channels.get(where.channel)
  const delivery = await deliver(
    'command',
    {
      token: services.verificationToken,
      team_id: store.team.id,
      team_domain: store.team.domain,
      channel_id: where.channel,
      channel_name: channel?.name ?? '',
      user_id: person,
      user_name: store.people.get(person)?.name ?? '',
      command,
      text,
      api_app_id: store.app.id,
      is_enterprise_install: 'false',
      response_url: responses.issue(target),
      trigger_id: triggers.issue(person),
    },
    { twice },
  )
  if (delivery.error)
    return { delivery, error: delivery.error, shown: note(`${command} failed with the error "${delivery.error}"`) }
  const body = answerBody(delivery.body)
  if (!body) return { delivery, error: null, shown: null }
  const { status, body: refusal, shown } = answer(store, target, body)
  return status === 200
    ? { delivery, error: null, shown }
    : { delivery, error: refusal, shown: note(`${command} failed with the error "${refusal}"`) }
}

/** An acknowledgement's body as a message: JSON, or plain text; nothing when it is empty. */
function answerBody(body: string): Fields | null {
  if (!body.trim()) return null
  const parsed = parseJson(body)
  if (!isFields(parsed)) return { text: body }
  return Object.keys(parsed).length > 0 ? parsed : null
}
