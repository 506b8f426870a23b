/** Where a message stands in Slack. */
export interface Place {
  channel: string
  ts: string
}

/** The source of an entry that somebody wrote in a thread. */
export const slackSource = ({ channel, ts }: Place): readonly string[] => ['slack', channel, ts]

/** Where that stands; null for an entry that came otherwise. */
export function placeOfSource(source: string | null): Place | null {
  const [from, channel = '', ts = ''] = source === null ? [] : (JSON.parse(source) as string[])
  return from === 'slack' ? { channel, ts } : null
}
