/** The samples that Prometheus would read: value by name with its labels. */
export async function scrape(url: string): Promise<Record<string, number>> {
  const answer = await fetch(`${url}/metrics`)
  if (!answer.ok) throw new Error(`/metrics answers ${answer.status}`)
  const samples = (await answer.text()).matchAll(/^([a-z_]+(?:\{.*\})?) (\S+)$/gm)
  return Object.fromEntries([...samples].map(([, name, value]) => [name, Number(value)]))
}
