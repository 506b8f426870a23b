import type { Member } from '../../../shop/access/member.ts'
import { changeRules } from '../../../shop/payments/change.ts'
import { readMethods } from '../../../shop/payments/methods.ts'
import { freshDatabase } from '../../postgres.ts'
import { now, recordingJobs } from '../goods.ts'
import { manager } from '../people.ts'

/** The methods as they are shipped, and short ways to look at one and to change it by a form. */
export async function methodWorld() {
  const { db, close } = await freshDatabase()
  const { jobs } = recordingJobs()
  let at = now
  const method = async (code: string) => {
    const found = (await readMethods(db)).find((one) => one.code === code)
    if (!found) throw new Error(`no ${code}`)
    return found
  }
  return {
    ...{ db, close, method },
    async change(
      code: string,
      form: 'limits' | 'terms',
      written: Record<string, string>,
      member: Member = manager,
      accepted = '',
    ) {
      at = at.add({ seconds: 1 })
      const { version } = await method(code)
      return changeRules(db, jobs, { method: code, form, version, fields: written, accepted, member, via: 'test' }, at)
    },
  }
}
