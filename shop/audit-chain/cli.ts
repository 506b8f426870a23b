import { Command } from 'commander'
import { t } from '../i18n/index.ts'
import { readSettings } from '../settings/read.ts'
import { exitCodes, withDatabase } from '../with-database.ts'
import { sealAudit } from './seal.ts'
import { placeOfHead, verifyAudit } from './verify.ts'
import { auditLines } from './words.ts'

// Ends with 1 where the record is broken or does not contain the head.
await new Command('npm run audit --')
  .description(t('en', 'audit.usage.about'))
  .argument('[head]', t('en', 'audit.usage.head'))
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.misused))
  .action((head: string | undefined) =>
    withDatabase(async ({ db }, _, { auditKeys: keys }) => {
      const { 'shop.language': locale } = await readSettings(db)
      await sealAudit(db, keys)
      const state = await verifyAudit(db, keys)
      const place = head === undefined ? null : await placeOfHead(db, head)
      const known =
        place === null
          ? t(locale, 'audit.unknown', { head: head ?? '' })
          : t(locale, 'audit.known', { head: head ?? '', place: Number(place) })
      const lines = [...(head === undefined ? [] : [known]), ...auditLines(state, keys.length > 0, locale)]
      process.stdout.write(`${lines.join('\n')}\n`)
      if (state.broken > 0 || (head !== undefined && place === null)) process.exitCode = exitCodes.refused
    }),
  )
  .parseAsync()
