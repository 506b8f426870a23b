const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/**
 * What somebody wrote in Slack as a customer can read it: mentions by name, links as they are, without Slack's escapes.
 * `names`: what people are called.
 */
export const plainText = (text: string, names: ReadonlyMap<string, string>): string =>
  text
    .replaceAll(/<([^<>]*)>/g, (_, inside: string) => {
      const [target = '', label = ''] = inside.split('|')
      if (target.startsWith('@')) return `@${label || (names.get(target.slice(1)) ?? target.slice(1))}`
      if (target.startsWith('#')) return label ? `#${label}` : target
      if (target.startsWith('!')) return label || `@${target.slice(1)}`
      return label && label !== target && !target.endsWith(label)
        ? `${label} (${target})`
        : target.replace(/^mailto:|^tel:/, '')
    })
    .replaceAll(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity)
    .trim()

/** The ids of people that a text mentions. */
export const mentioned = (text: string): string[] =>
  [...text.matchAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g)].map(([, id = '']) => id)
