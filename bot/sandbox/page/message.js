import { blocks } from './blocks.js'
import { avatar, h, icon, iconButton } from './dom.js'
import { drawing } from './drawing.js'
import { emoji } from './emoji.js'
import { menu } from './menu.js'
import { mrkdwn } from './mrkdwn.js'
import { clock, millis, moment } from './time.js'
import { act } from './use.js'

/** @import { SeenFile, SeenMessage } from '../contract.ts' */
/** @import { Workspace } from './workspace.js' */

const QUICK = ['white_check_mark', '+1', 'eyes', 'tada', 'heart']

/**
 * One message as it stands in a conversation.
 * @param {SeenMessage} message
 * @param {Workspace} ws
 * @param {((ts: string) => void) | null} openThread null inside a thread
 */
export function drawMessage(message, ws, openThread) {
  const { words, me } = ws
  const { author, ts, channel } = message
  const at = millis(ts)
  const named = message.pings.some((ping) => ping === me.id || ['channel', 'here', 'everyone'].includes(ping))
  const body =
    message.blocks.length > 0
      ? blocks(message.blocks, drawing(ws, { in: 'message', channel, ts }, message.state))
      : [h('div', { className: 'words' }, mrkdwn(message.mrkdwn, ws))]
  return h(
    'article',
    {
      className: ['message', message.ephemeral && 'ephemeral', named && 'named'].filter(Boolean).join(' '),
      'data-ts': ts,
      'aria-label': `${author.name}, ${clock(me, at)}`,
    },
    avatar(ws.person(author.id) ?? author),
    h(
      'div',
      { className: 'message-body' },
      message.ephemeral &&
        h(
          'p',
          { className: 'only-you' },
          icon('eye'),
          words.onlyYou,
          h(
            'button',
            { type: 'button', className: 'link', onclick: () => void ws.act({ do: 'dismiss', channel, ts }) },
            words.dismiss,
          ),
        ),
      h(
        'p',
        { className: 'byline' },
        h('strong', {}, author.name),
        author.isApp && h('span', { className: 'badge' }, words.appMark),
        h('time', { title: moment(me, at), dateTime: new Date(at).toISOString() }, clock(me, at)),
        // Slack marks an edit of words, not of blocks.
        message.edited && message.blocks.length === 0 && h('span', { className: 'quiet' }, `(${words.edited})`),
      ),
      h('div', { className: 'blocks' }, body),
      message.files.length > 0 &&
        h(
          'div',
          { className: 'files' },
          message.files.map((file) => drawFile(file, ws)),
        ),
      message.reactions.length > 0 &&
        h(
          'p',
          { className: 'reactions' },
          message.reactions.map(({ name, users }) => reaction(message, name, users, ws)),
        ),
      openThread &&
        message.replies > 0 &&
        h(
          'button',
          { type: 'button', className: 'link replies', onclick: () => openThread(ts) },
          icon('thread'),
          words.replies(message.replies),
        ),
    ),
    !message.ephemeral && toolbar(message, ws, openThread),
  )
}

/**
 * @param {SeenMessage} message
 * @param {Workspace} ws
 * @param {((ts: string) => void) | null} openThread
 */
function toolbar({ channel, ts, text }, ws, openThread) {
  const { words, state } = ws
  const opener = iconButton('more', words.moreActions, {})
  const shortcuts = state.shortcuts.filter(({ type }) => type === 'message')
  const items = () => [
    ...QUICK.map((name) => ({
      label: emoji(name),
      name: words.addReaction(`:${name}:`),
      pick: () => void act(ws, { do: 'react', channel, ts, name }, opener),
    })),
    ...(openThread ? [{ label: words.replyInThread, pick: () => openThread(ts) }] : []),
    ...shortcuts.map(({ callbackId, name }) => ({
      label: name,
      pick: () => void act(ws, { do: 'shortcut', callbackId, message: { channel, ts } }, opener),
    })),
    { label: words.copyText, pick: () => void navigator.clipboard.writeText(text) },
  ]
  return h(
    'div',
    { className: 'toolbar' },
    openThread && iconButton('thread', words.replyInThread, { onclick: () => openThread(ts) }),
    menu(opener, items),
  )
}

/**
 * @param {SeenMessage} message
 * @param {string} name
 * @param {string[]} users
 * @param {Workspace} ws
 */
function reaction({ channel, ts }, name, users, ws) {
  const who = users.map((id) => ws.person(id)?.realName ?? id).join(', ')
  const react = () => void ws.act({ do: 'react', channel, ts, name })
  const own = users.includes(ws.me.id)
  return h(
    'button',
    {
      type: 'button',
      className: own ? 'reaction own' : 'reaction',
      title: who,
      'aria-label': `:${name}: ${who}`,
      onclick: react,
    },
    `${emoji(name)} ${users.length}`,
  )
}

/**
 * A shared file: a picture is shown, anything else is a card to open.
 * @param {SeenFile} file
 * @param {Workspace} ws
 */
function drawFile({ id, title, mimetype, size, alt, ready }, ws) {
  const href = `/sandbox/files/${encodeURIComponent(id)}?as=${ws.me.id}`
  const picture = /^image\/(png|jpeg|gif|webp)$/.test(mimetype)
  if (!ready) return h('p', { className: 'file quiet' }, icon('file'), `${title} · ${ws.words.notReady}`)
  const open = { href, target: '_blank', rel: 'noopener' }
  return picture
    ? h(
        'figure',
        {},
        h('figcaption', {}, title),
        h(
          'a',
          { ...open, className: 'picture', title: ws.words.openImage },
          h('img', { src: href, alt: alt || title, loading: 'lazy' }),
        ),
      )
    : h(
        'a',
        { ...open, className: 'file', download: title },
        icon('file'),
        h('span', {}, h('span', {}, title), h('span', { className: 'hint' }, bytes(size, ws.me.locale))),
      )
}

/**
 * @param {number} size
 * @param {string} locale
 */
function bytes(size, locale) {
  const [unit, by] = size < 1e6 ? ['kilobyte', 1e3] : ['megabyte', 1e6]
  return new Intl.NumberFormat(locale, { style: 'unit', unit: String(unit), maximumFractionDigits: 1 }).format(
    size / Number(by),
  )
}
