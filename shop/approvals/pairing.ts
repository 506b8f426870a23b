/**
 * One role for each approver, all different, of those that each may decide by; null where there is no such choice.
 * The choice is made for all together: taking any free role one after the other could block a later approver who
 * holds only that one.
 */
export function distinctRoles<R>(rolesOfEach: readonly (readonly R[])[]): R[] | null {
  const [first, ...others] = rolesOfEach
  if (!first) return []
  for (const role of first) {
    const rest = distinctRoles(others.map((roles) => roles.filter((other) => other !== role)))
    if (rest) return [role, ...rest]
  }
  return null
}
