/** The entity of a database row: columns that are null are left out. */
export function entityOf<Entity extends object>(row: object): Entity {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Entity;
}
