import { grantRole } from '../../shop/access/members.ts'
import { sealAudit } from '../../shop/audit-chain/seal.ts'
import { high, type Picture } from './picture.ts'
import { ask } from './steps.ts'

export const doctor: readonly Picture[] = [
  {
    name: 'audit',
    as: 'ana',
    at: 'C0OPERATIONS',
    async show(page, { program }) {
      await sealAudit(program.database.db, [])
      await ask('/backroom audit', 'as they were written')(page)
    },
  },
  { name: 'audit-zh', as: 'zhao', at: 'C0OPERATIONS', show: ask('/backroom audit', '与写入时一致') },
  {
    name: 'doctor',
    as: 'ana',
    at: 'D0ANA',
    on: high(900),
    show: async (page) => {
      await ask('/backroom doctor', 'Examine again')(page)
    },
  },
  {
    name: 'doctor-zh',
    as: 'zhao',
    at: 'D0ZHAO',
    on: high(900),
    async show(page, { program }) {
      const now = Temporal.Instant.fromEpochMilliseconds(Date.now())
      const asked = { member: 'U0ZHAO', role: 'admin', by: null, via: 'pictures' }
      await program.database.db.transaction().execute((trx) => grantRole(trx, asked, now))
      await ask('/backroom doctor', '重新自检')(page)
    },
  },
]
