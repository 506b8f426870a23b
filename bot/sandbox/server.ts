import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type AppSide, serveApi, serveFile, serveResponse } from './http/app-side.ts'
import { type PageSide, servePage, serveSandbox } from './http/page-side.ts'
import { sendJson, strange } from './http/wire.ts'

/** Whether a path belongs to the sandbox, so that the host program hands it over. */
export function isSandboxPath(path: string): boolean {
  return /^\/(?:$|\?|(?:sandbox|storefront|api|response|files|archives)\/)/.test(path)
}

/** Serves the Web API, response_urls, files and the page. A fault of the sandbox itself answers 500 and is told. */
export function sandboxListener(side: AppSide & PageSide, onFault: (fault: unknown) => void): RequestListener {
  return (request, response) => {
    serve(side, request, response).catch((fault: unknown) => {
      if (!response.headersSent) sendJson(response, 500, { error: 'sandbox_fault' })
      else response.destroy()
      onFault(fault)
    })
  }
}

async function serve(side: AppSide & PageSide, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const why = strange(request)
  if (why) return sendJson(response, 403, { error: why })
  const url = new URL(request.url ?? '/', 'http://sandbox')
  const [, room] = url.pathname.split('/')
  switch (room) {
    case '':
      return servePage(response, 'index.html')
    case 'sandbox':
      return serveSandbox(side, request, response, url)
    case 'storefront':
      if (!side.services.storefront) return sendJson(response, 404, { error: 'not_found' })
      return side.services.storefront(request, response)
    case 'api':
      return serveApi(side, request, response, url)
    case 'response':
      return serveResponse(side, request, response, url)
    case 'files':
      return serveFile(side, request, response, url)
    case 'archives':
      response.writeHead(302, { location: `/#${url.pathname.slice('/archives/'.length)}` }).end()
      return
    default:
      return sendJson(response, 404, { error: 'not_found' })
  }
}
