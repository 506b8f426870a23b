import { denied, type Member, may } from '../shop/access/member.ts'
import { type Key, t } from '../shop/i18n/index.ts'
import { nearest, slipOf } from '../shop/nearest.ts'
import { type Refusal, refuse } from '../shop/result.ts'
import type { Message } from './blocks.ts'
import { help } from './commands/backroom.ts'
import { commands, operations } from './commands/index.ts'
import { firstWord } from './first-word.ts'
import type { Answer, Call, Command, Operation, Services } from './operation.ts'
import { type Reader, readerOf } from './reader.ts'
import { sessionOf } from './session.ts'
import { storable } from './storable.ts'

/** One delivery from Slack, in our own terms. */
export interface Delivery {
  id: string
  user: string
  channel: string | null
  via: string
  /** Gives a further answer, within 30 minutes and 4 more times; null where Slack gave no address. */
  follow: ((message: Message) => Promise<void>) | null
  /** Whether that takes the place of the first answer. */
  replaces: boolean
  /** Whether it came from inside a form. */
  inForm?: boolean
}

/**
 * The operation that a request means, or what to say where it means none. `slip`: that its first word is nearly one that
 * the command knows, which the person is told if the operation finds nothing for them.
 */
export type Meant = { operation: Operation; argument: string; slip?: () => Refusal | null } | Answer

export interface Handled {
  answer: Answer
  reader: Reader
  /** What ran, for the Refresh button; null where nothing did. */
  operation: Operation | null
  argument: string
}

/**
 * Takes a delivery through the same steps whatever it came as: claim it, learn who sent it, check the permission,
 * run the operation. Null where this delivery was taken before.
 */
export async function handle(
  services: Services,
  delivery: Delivery,
  meant: Meant,
  fields: Record<string, string>,
  now: Temporal.Instant,
): Promise<Handled | null> {
  // Looking something up twice does no harm, so only what changes something claims its delivery.
  const claimed = 'operation' in meant && meant.operation.reads ? null : delivery.id
  const session = await sessionOf(services, delivery.user, claimed, now)
  if (!session.fresh) return null
  const { member, settings } = session
  const reader = readerOf(member.locale, member.timezone, services.prefix)
  if (!('operation' in meant)) return { answer: meant, reader, operation: null, argument: '' }
  const { operation } = meant
  const argument = storable(meant.argument)
  const refusal = session.deactivated ? refuse('access.deactivated') : notAllowed(member, operation)
  const clean = Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, storable(text)]))
  const call: Call = { ...delivery, services, member, settings, reader, now, argument, fields: clean }
  const [command = ''] = operation.id.split('.')
  const run = () => (operation.needs && !argument ? help.run({ ...call, argument: command }) : operation.run(call))
  try {
    if (!refusal && operation.permission) services.uses.note(member.id, operation.permission, now)
    const answer = refusal || (await run())
    const nothing = 'code' in answer || ('show' in answer && answer.empty)
    return { answer: (nothing && meant.slip?.()) || answer, reader, operation, argument }
  } finally {
    if (!operation.reads) services.sessions.forget()
  }
}

/** The refusal for who has none of the permissions that suffice; it names the first. */
export const notAllowed = (member: Member, { permission, orPermission }: Operation): Refusal | null =>
  permission === null || (orPermission && may(member, orPermission)) ? null : denied(member, permission)

/** The operation that the text after a command means, or what to say where it means none. */
export function parseCommand(command: Command, text: string): Meant {
  const [word, rest] = firstWord(text)
  const key = word.toLowerCase()
  const named = Object.hasOwn(command.words, key) ? command.words[key] : undefined
  if (named) return { operation: named, argument: rest.trim() }
  if (word.toLowerCase() === 'help') return { operation: help, argument: command.name }
  const words = () => Object.keys(command.words).filter(Boolean)
  const told = () => Object.entries(command.words).find(([own, { usage }]) => own && usage && tells(usage, word))?.[0]
  const unknown = (close: string) =>
    refuse('command.unknown_word', { word, command: command.name, nearest: [close, rest.trim()].join(' ').trim() })
  if (!command.otherwise) return unknown(told() ?? nearest(word, words())[0] ?? 'help')
  const slip = () => {
    const close = told() ?? slipOf(word, words())
    return close === null ? null : unknown(close)
  }
  return { operation: command.otherwise, argument: text.trim(), slip }
}

/** Whether the line that tells of a command has a word of another script than the commands, which are English everywhere. */
const tells = (usage: Key, word: string): boolean =>
  /^\p{sc=Han}{2,}$/u.test(word) && t('zh-CN', usage, { slash: '/' }).includes(word)

export const commandNamed = (name: string): Command | undefined => commands.find((command) => command.name === name)
export const operationNamed = (id: string): Operation | undefined => operations.find((operation) => operation.id === id)
