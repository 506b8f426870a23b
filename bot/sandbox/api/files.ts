import { announceFile, processFiles } from '../files.ts'
import { listOf, stringOf } from '../json.ts'
import { slackFile } from '../payloads.ts'
import { type Method, ownChannel, SlackError } from './method.ts'

/** The largest upload that the sandbox keeps, in bytes. */
export const UPLOAD_BYTES = 50_000_000

const write = ['files:write']

export const files: Record<string, Method> = {
  'files.getUploadURLExternal': {
    tier: 4,
    scopes: write,
    run({ store }, args) {
      const length = Number(args.length)
      const name = stringOf(args.filename)
      if (!name) throw new SlackError('invalid_arguments', ['missing required field: filename'])
      if (!Number.isInteger(length) || length <= 0) throw new SlackError('invalid_arguments', ['invalid length'])
      if (length > UPLOAD_BYTES) throw new SlackError('file_upload_size_restricted')
      const file = announceFile(store, store.bot.id, name, length, stringOf(args.alt_txt) || stringOf(args.alt_text))
      return { upload_url: `${store.publicUrl}/files/upload/${file.id}`, file_id: file.id }
    },
  },
  'files.completeUploadExternal': {
    tier: 4,
    scopes: write,
    run(services, args) {
      const { store } = services
      const asked = listOf(args.files)
      if (asked.length === 0) throw new SlackError('invalid_arguments', ['missing required field: files'])
      const found = asked.map(({ id, title }) => {
        const file = store.files.get(stringOf(id))
        if (!file?.bytes || file.completed) throw new SlackError('file_not_found')
        return { file, title: stringOf(title) }
      })
      const id = stringOf(args.channel_id) || stringOf(args.channels)
      const thread = stringOf(args.thread_ts) || null
      const channel = id ? ownChannel(store, id).id : null
      if (channel && thread && !store.message(channel, thread)) throw new SlackError('invalid_thread_ts')
      for (const { file, title } of found) Object.assign(file, { completed: true, title: title || file.title })
      const done = found.map(({ file }) => file)
      const sharing = channel ? { channel, thread, text: stringOf(args.initial_comment) } : null
      void processFiles(services, done, sharing)
      return { files: done.flatMap((file) => slackFile(store, file)) }
    },
  },
  'files.info': {
    tier: 4,
    scopes: ['files:read'],
    run({ store }, args) {
      const file = store.files.get(stringOf(args.file))
      if (!file?.completed) throw new SlackError('file_not_found')
      return { file: slackFile(store, file)[0] }
    },
  },
}
