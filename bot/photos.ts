import { scopeOf } from '../shop/access/member.ts'
import { MOST_BYTES, readCodes } from '../shop/codes/read.ts'
import type { JobData } from '../shop/jobs.ts'
import { knownOrder } from '../shop/orders/find.ts'
import { ok, type Refusal, type Result, refuse } from '../shop/result.ts'
import type { Message } from './blocks.ts'
import { show } from './commands/order.ts'
import { handle, notAllowed } from './dispatch.ts'
import type { Services } from './operation.ts'
import { readerOf } from './reader.ts'
import type { Listener } from './said.ts'
import { sessionOf } from './session.ts'
import { findChannel } from './slack/channels.ts'
import { readSharedFile } from './slack/files.ts'
import { messageOf, refusalText, textMessage } from './slack/render.ts'

/** After this nobody waits for an answer any more. */
const PATIENCE = { minutes: 10 }

/** Of one message, so many pictures are looked at. */
const MOST_PHOTOS = 5

/** Has the pictures of a message looked at for codes of orders and parcels. */
export const queuePhotos: Listener = async ({ db, jobs }, { id, user, channel, direct, files }, now) => {
  const photos = files.filter(({ mimetype }) => mimetype.startsWith('image/')).slice(0, MOST_PHOTOS)
  if (photos.length === 0) return
  await db.transaction().execute(async (trx) => {
    const taken = await trx
      .insertInto('deliveries')
      .values({ id, at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!taken) return
    for (const { id: file } of photos)
      await jobs.add(trx, 'photo.read', { user, channel, direct, file, at: String(now) }, file)
  })
}

/**
 * Answers a picture that someone shared: with the orders whose codes are in it, to them alone. Where people scan (their
 * direct messages, the warehouse channel) a picture without any is answered as well; elsewhere people share other pictures
 * too. Only looks things up, so it does no harm that it may come twice.
 */
export async function answerPhoto(
  services: Services,
  photo: JobData['photo.read'],
  now: Temporal.Instant,
): Promise<void> {
  if (Temporal.Instant.compare(now, Temporal.Instant.from(photo.at).add(PATIENCE)) > 0) return
  const { slack, db } = services
  const { member, settings, deactivated } = await sessionOf(services, photo.user, null, now)
  if (deactivated) return
  const reader = readerOf(member.locale, member.timezone, services.prefix)
  const say = async (message: Message) => {
    const { chat } = slack.posts
    if (photo.direct) await chat.postMessage({ channel: photo.channel, ...message })
    else await chat.postEphemeral({ channel: photo.channel, user: photo.user, ...message })
  }
  const missing = notAllowed(member, show)
  const codes = missing ?? (await codesIn(services, photo.file))
  const scope = scopeOf(member, 'order.view')
  const numbers = codes.ok ? await Promise.all(codes.value.map((code) => knownOrder(db, code, scope))) : []
  const known = [...new Set(numbers.filter((number) => number !== null))]
  for (const argument of known) {
    const delivery = {
      id: photo.file,
      user: photo.user,
      channel: photo.channel,
      via: 'photo',
      follow: null,
      replaces: false,
    }
    const handled = await handle(services, delivery, { operation: show, argument }, {}, now)
    if (handled) await say(messageOf(handled))
  }
  if (known.length > 0) return
  const warehouse = await findChannel(slack, settings['channel.warehouse'])
  const scansHere = photo.direct || (warehouse.ok && warehouse.value === photo.channel)
  if (scansHere) await say(textMessage(refusalText(codes.ok ? nothingKnown(codes.value) : codes, reader)))
}

const nothingKnown = (codes: readonly string[]): Refusal =>
  codes.length === 0 ? refuse('photo.no_code') : refuse('photo.unknown_code', { text: codes })

/** What the codes in a shared file say. */
async function codesIn({ slack }: Services, file: string): Promise<Result<string[]>> {
  const bytes = await readSharedFile(slack.posts, file, MOST_BYTES)
  if (bytes === 'too_large') return refuse('photo.too_large')
  return bytes ? readCodes(bytes) : ok([])
}
