import fc from 'fast-check'
import { expect, test } from 'vitest'
import { distinctRoles } from '../../../shop/approvals/pairing.ts'

test.each([
  [
    [['approver', 'manager'], ['approver']],
    ['manager', 'approver'],
  ],
  [
    [['manager'], ['approver', 'manager']],
    ['manager', 'approver'],
  ],
  [[['approver'], ['approver']], null],
  [[['approver'], []], null],
  [
    [['a', 'b'], ['a', 'c'], ['a']],
    ['b', 'c', 'a'],
  ],
  [[], []],
])('of approvers who hold %j the roles are %j', (held, roles) => expect(distinctRoles(held)).toEqual(roles))

test('a choice is found exactly where there is one', () => {
  const roles = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 })
  fc.assert(
    fc.property(fc.array(roles, { maxLength: 4 }), (held) => {
      const chosen = distinctRoles(held)
      if (chosen) {
        expect(new Set(chosen).size).toBe(held.length)
        for (const [index, role] of chosen.entries()) expect(held[index]).toContain(role)
      } else {
        // By Hall's theorem some approvers hold, all together, fewer roles than they are.
        const groups = Array.from({ length: 2 ** held.length }, (_, mask) =>
          held.filter((_, index) => mask & (1 << index)),
        )
        expect(groups.some((group) => new Set(group.flat()).size < group.length)).toBe(true)
      }
    }),
  )
})
