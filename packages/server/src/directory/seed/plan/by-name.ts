/** Entities by what people call them; several may be called the same. */
export function byDisplayName<Entity extends { readonly displayName: string }>(
  entities: readonly Entity[],
): ReadonlyMap<string, readonly Entity[]> {
  const named = new Map<string, Entity[]>();
  for (const entity of entities) {
    const known = named.get(entity.displayName);
    if (known === undefined) named.set(entity.displayName, [entity]);
    else known.push(entity);
  }
  return named;
}
