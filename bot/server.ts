import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Routes {
  /** Slack's deliveries; absent in Socket Mode. */
  slack?: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Whether the shop's records can be reached: throws where not. */
  ready(): Promise<void>
  metrics(): Promise<{ type: string; text: string }>
  /** Everything else; absent against real Slack. */
  sandbox?: RequestListener
}

function answer(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(text)
}

/** The one HTTP server of the program, listening; port 0 takes a free one. Throws where the port is taken. */
export async function openServer(
  { port, host }: { port: number; host: string },
  routes: () => Routes | null,
): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    route(request, response, routes()).catch(() => {
      if (!response.headersSent) answer(response, 500, 'internal error\n')
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const { port: taken } = server.address() as AddressInfo
  return { server, url: `http://127.0.0.1:${taken}` }
}

async function route(request: IncomingMessage, response: ServerResponse, routes: Routes | null): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  if (path === '/healthz') return answer(response, 200, 'ok\n')
  if (!routes) return answer(response, 503, 'starting\n')
  if (path === '/readyz')
    return routes.ready().then(
      () => answer(response, 200, 'ready\n'),
      (error: Error) => answer(response, 503, `the database cannot be reached: ${error.message}\n`),
    )
  if (path === '/metrics') {
    const { type, text } = await routes.metrics()
    return answer(response, 200, text, type)
  }
  if (path === '/slack/events') {
    if (!routes.slack) return answer(response, 503, 'starting, or in Socket Mode\n')
    if (request.method !== 'POST') return answer(response, 405, 'POST only\n')
    return routes.slack(request, response)
  }
  if (routes.sandbox) return routes.sandbox(request, response)
  answer(response, 404, 'not found\n')
}
