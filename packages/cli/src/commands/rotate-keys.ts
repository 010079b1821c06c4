import { withOperatorTools } from './operator-store.js';

/** `gatehouse keys rotate TENANT`: the published next key takes over now. */
export async function rotateKeys(tenantName: string, algorithm: string, settings: readonly string[]): Promise<number> {
  if (algorithm !== 'RS256' && algorithm !== 'ES256') {
    console.error(`\`${algorithm}\` is not a signing algorithm here; use RS256 or ES256`);
    return 2;
  }
  return withOperatorTools(settings, async ({ directory, keys }) => {
    const tenant = await directory.resolveTenant(tenantName);
    if (tenant === undefined) {
      console.error(`tenant \`${tenantName}\` was not found`);
      return 1;
    }
    await keys.rotate(tenant.id, algorithm, { kind: 'operator', name: 'gatehouse keys rotate' });
    for (const key of await keys.published(tenant.id)) console.log(`${key.alg} ${key.kid}`);
    return 0;
  });
}
