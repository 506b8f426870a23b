import { createHmac, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'

export interface Latencies {
  /** Milliseconds. */
  p50: number
  p99: number
  perSecond: number
  errors: number
}

interface Load {
  url: string
  signingSecret: string
  connections: number
  seconds: number
  /** Form fields of the next request. */
  form(): Record<string, string>
  /** Whether an answer is the wanted one. */
  good(body: string): boolean
}

function send(agent: Agent, { url, signingSecret, form }: Load): Promise<{ status: number; body: string }> {
  const payload = new URLSearchParams({ ...form(), trigger_id: randomUUID() }).toString()
  const timestamp = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${payload}`).digest('hex')
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(payload),
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${signature}`,
        },
      },
      (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          body += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
      },
    )
    sent.on('error', reject)
    sent.end(payload)
  })
}

/** Sends signed commands over so many connections at once, each when the one before it was answered. */
export async function underLoad(load: Load): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections })
  const took: number[] = []
  let errors = 0
  const began = performance.now()
  const until = began + load.seconds * 1000
  const client = async () => {
    while (performance.now() < until) {
      const start = performance.now()
      const { status, body } = await send(agent, load)
      took.push(performance.now() - start)
      if (status !== 200 || !load.good(body)) errors++
    }
  }
  await Promise.all(Array.from({ length: load.connections }, client))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  took.sort((a, b) => a - b)
  const quantile = (q: number) => took[Math.min(took.length - 1, Math.floor(took.length * q))] ?? Number.NaN
  return { p50: quantile(0.5), p99: quantile(0.99), perSecond: took.length / seconds, errors }
}
