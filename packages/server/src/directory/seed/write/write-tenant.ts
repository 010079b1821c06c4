import type { Tenant } from '@gatehouse/model';
import { changesBetween } from '../../journal-changes.js';
import { type DirectoryWork, recordChange } from '../../operation.js';
import { insertDomain, setDefaultDomain, writeTenant } from '../../tenants/repository.js';
import type { Change } from '../plan/tenant-plan.js';

/** Writes the tenant, its new domains, and which one is its default. Domains that go are removals. */
export async function writeTenantChange(work: DirectoryWork, { before, after }: Change<Tenant>): Promise<boolean> {
  const { tx } = work;
  const stored = new Set(before?.domains.map((domain) => domain.name));
  const fresh = after.domains.filter((domain) => !stored.has(domain.name));
  const plain = (tenant: Tenant) => ({ ...tenant, domains: [] });
  const isChanged = before === undefined || changesBetween(plain(before), plain(after)).length > 0;
  if (isChanged) {
    await writeTenant(tx, after);
    const operation = before === undefined ? 'tenant.create' : 'tenant.update';
    const target = { type: 'tenant', id: after.id, name: after.displayName };
    recordChange(work, operation, target, before && plain(before), plain(after));
  }
  const oldDefault = before?.domains.find(({ isDefault }) => isDefault)?.name;
  const newDefault = after.domains.find(({ isDefault }) => isDefault)?.name;
  for (const domain of fresh) {
    // An index allows one default at a time.
    await insertDomain(tx, { ...domain, isDefault: domain.isDefault && oldDefault === undefined });
    recordChange(work, 'domain.add', targetOf(domain.name), undefined, domain);
  }
  const moves = oldDefault !== undefined && newDefault !== undefined && oldDefault !== newDefault;
  if (moves) {
    await setDefaultDomain(tx, newDefault);
    recordChange(work, 'domain.update', targetOf(oldDefault), { isDefault: true }, { isDefault: false });
    recordChange(work, 'domain.update', targetOf(newDefault), { isDefault: false }, { isDefault: true });
  }
  return isChanged || fresh.length > 0 || moves;
}

function targetOf(name: string) {
  return { type: 'domain', id: name, name };
}
