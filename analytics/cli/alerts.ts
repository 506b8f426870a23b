import { Command, Option } from 'commander'
import type { Db } from '../../db/tables/index.ts'
import { t } from '../../shop/i18n/index.ts'
import { refusalWords } from '../../shop/i18n/refusal-words.ts'
import { ok, type Result, refuse } from '../../shop/result.ts'
import { readSettings } from '../../shop/settings/read.ts'
import { exitCodes, giveUp, withDatabase } from '../../shop/with-database.ts'
import { backTest } from '../alerts/backtest.ts'
import { boundNames, readWatch, rearmChoices } from '../alerts/form.ts'
import { type PresetName, presetNames, presets } from '../alerts/presets.ts'
import { type NamedWatch, watchOf } from '../alerts/rules.ts'
import { testedWords } from '../alerts/tested.ts'
import { windowNames } from '../alerts/windows.ts'
import { windowBetween } from '../reports/window.ts'

interface Options {
  preset?: PresetName
  figure?: string
  window?: string
  when?: string
  value?: string
  merchant?: string
  rearm: string
  from: string
  to: string
}

/** The rule that is shipped or described. Refuses with the first thing that is wrong with it. */
async function wanted(
  db: Db,
  { preset, figure = '', ...texts }: Options,
  currency: string,
): Promise<Result<NamedWatch>> {
  if (preset) return ok({ ...watchOf({ ...presets[preset], merchant: null }), name: null, preset, merchantName: null })
  const read = await readWatch(db, { figure, ...texts }, null, currency)
  if ('watch' in read) return ok({ ...read.watch, name: null, preset: null, merchantName: null })
  return Object.values(read.problems)[0] ?? refuse('alert.figure_unknown', { figure })
}

/** Gives what goes to stdout. */
async function backtest(db: Db, options: Options, now: Temporal.Instant): Promise<Result<string>> {
  const { 'shop.timezone': zone, 'shop.currency': currency, 'shop.language': locale } = await readSettings(db)
  const dates = windowBetween(options.from, options.to, now.toZonedDateTimeISO(zone).toPlainDate())
  if (!dates.ok) return dates
  const watch = await wanted(db, options, currency)
  if (!watch.ok) return watch
  const test = await backTest(db, watch.value, Number(options.rearm), dates.value, now)
  if (!test.ok) return test
  const { heading, lines, silent } = testedWords(watch.value, test.value, locale)
  return ok([heading, ...lines, ...(silent ? [silent] : [])].join('\n'))
}

const say = (part: string) => t('en', `alert.usage.${part}` as 'alert.usage.figure')
/** What a rule is described by that is not shipped. */
const described = ['figure', 'window', 'when', 'value', 'merchant']
const rearmHours = rearmChoices.map(String)

const program = new Command('npm run alerts --').description(t('en', 'alert.usage'))
program
  .command('backtest')
  .description(say('backtest'))
  .addOption(new Option('--preset <name>', say('preset')).choices(presetNames).conflicts(described))
  .option('--figure <name>', say('figure'))
  .addOption(new Option('--window <time>', say('window')).choices(windowNames).default('day'))
  .addOption(new Option('--when <condition>', say('when')).choices(boundNames).default('band.either'))
  .option('--value <value>', say('value'))
  .option('--merchant <id>', say('merchant'))
  .addOption(new Option('--rearm <hours>', say('rearm')).choices(rearmHours).default('24'))
  .requiredOption('--from <date>', say('from'))
  .requiredOption('--to <date>', say('to'))
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.misused))
  .action((options: Options) =>
    withDatabase(async ({ db }, now) => {
      const result = await backtest(db, options, now)
      if (result.ok) process.stdout.write(`${result.value}\n`)
      else giveUp(refusalWords(result, 'en'), exitCodes.refused)
    }),
  )
await program.parseAsync()
