/** What PostgreSQL answers while it starts, stops or has no connection left. */
const away = new Set(['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08006'])
const network = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN'])

/** Whether an error means that the database cannot be reached now, and the same may work later. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnreachable)
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && (away.has(code) || network.has(code))) return true
  return /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i.test(
    error.message,
  )
}
