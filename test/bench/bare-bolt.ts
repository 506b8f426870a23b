import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import pg from 'pg'

/** The peer: Bolt as its tutorial has it, with one query that reads nothing, answered in the acknowledgement. */
const { PORT = '0', SLACK_SIGNING_SECRET = '', DATABASE_URL } = process.env
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 })
const receiver = new HTTPReceiver({ signingSecret: SLACK_SIGNING_SECRET, logLevel: LogLevel.ERROR })
const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U1' }) })
app.command('/stock', async ({ ack }) => {
  const { rows } = await pool.query('SELECT 1 AS one')
  await ack({ response_type: 'ephemeral', text: `answer ${rows[0].one}` })
})
await receiver.start(Number(PORT))
process.stdout.write('listening\n')
