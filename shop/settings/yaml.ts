import { Document, isMap, isScalar, LineCounter, type Node, parseDocument, Scalar, YAMLMap } from 'yaml'
import { type Locale, t } from '../i18n/index.ts'
import { ok, type Refusal, type Result, refuse } from '../result.ts'
import { settingGroups } from './list.ts'
import { allowedWords } from './parse.ts'
import type { Settings } from './registry.ts'

/** Many times what all settings with their remarks take. */
export const MOST_BYTES = 32_768

/** Every setting in force as a YAML file, by group, each with its name and what is allowed as a remark. */
export function settingsYaml(settings: Settings, locale: Locale): string {
  const file = new Document(new YAMLMap())
  file.commentBefore = ` ${t(locale, 'settings.export_about', { shop: settings['shop.name'] })}`
  const map = file.contents as YAMLMap
  for (const { group, keys } of settingGroups)
    for (const [place, key] of keys.entries()) {
      const name = new Scalar(key)
      const about = ` ${t(locale, `setting.${key}`)}. ${allowedWords(key, settings, locale)}`
      name.commentBefore = place === 0 ? ` ${t(locale, `setting.group.${group}`)}\n\n${about}` : about
      name.spaceBefore = true
      map.set(name, settings[key])
    }
  return file.toString({ lineWidth: 0 })
}

/** One line of a file: what it sets, as it was written; '' stands for the default, null for what is no value. */
export interface YamlLine {
  readonly line: number
  readonly key: string
  readonly text: string | null
}

/**
 * The settings that a YAML file names, in its order. Refuses what is too large, what cannot be read and what is no list of
 * names with values. Nothing in it is resolved: no alias, no tag, no merge, so that it cannot grow beyond what it is.
 */
export function readYaml(source: string): Result<YamlLine[]> {
  if (Buffer.byteLength(source) > MOST_BYTES) return refuse('setting.import_too_large', { most: MOST_BYTES / 1024 })
  const lines = new LineCounter()
  const text = source.replace(/^\uFEFF/, '')
  const file = parseDocument(text, {
    ...{ version: '1.2', schema: 'core', uniqueKeys: true, merge: false, logLevel: 'error', lineCounter: lines },
  })
  const [wrong] = file.errors
  const lineAt = (offset: number) => lines.linePos(offset).line || 1
  if (wrong?.code === 'DUPLICATE_KEY') {
    const [key = ''] = /^[^:\n]*/.exec(text.slice(wrong.pos[0])) ?? []
    return twice({ line: lineAt(wrong.pos[0]), key: key.replaceAll(/["']/g, '').trim() })
  }
  if (wrong) return unreadable(lineAt(wrong.pos[0]))
  if (!isMap(file.contents)) return refuse('setting.import_no_settings')
  return ok(
    file.contents.items.map(({ key, value }) => {
      const node = key as Node
      return { line: lineAt(node.range?.[0] ?? 0), key: keyText(node), text: valueText(value) }
    }),
  )
}

/** Of a setting that is there twice nobody knows which is meant. */
export const twice = ({ line, key }: { line: number; key: string }): Refusal =>
  refuse('setting.import_twice', { line, key })

const unreadable = (line: number): Refusal => refuse('setting.import_unreadable', { line })

const keyText = (node: Node): string => (isScalar(node) ? String(node.source ?? node.value) : '…')

/** A scalar as it stands there, so that 12.50 stays 12.50 and 09:00 a time. */
function valueText(node: unknown): string | null {
  if (node === null) return ''
  if (!isScalar(node) || node.tag || node.anchor) return null
  if (node.value === null) return ''
  return String(node.source ?? node.value)
}
