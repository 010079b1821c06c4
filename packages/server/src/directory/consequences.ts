import type { UserId } from '@gatehouse/model';
import type { JournalEntry } from '../platform/store/index.js';
import { configurationKinds } from './documents/configuration-kinds.data.js';
import { readPermissionGrantId } from './grants/grant-id.js';

/** What of the caches one journal entry makes stale. All of it is of the entry's own tenant, unless it says otherwise. */
export type Consequence =
  /** Which tenant a domain name means, anywhere. */
  | { readonly kind: 'tenant-names' }
  | { readonly kind: 'configuration' }
  /** The configurations of other tenants in which applications of this one are present. */
  | { readonly kind: 'configurations-elsewhere' }
  | { readonly kind: 'standing'; readonly user: UserId }
  | { readonly kind: 'every-standing' };

const configurationNouns: ReadonlySet<string> = new Set(configurationKinds);

/** Reads the consequences of a change; where an entry does not say enough, more is dropped rather than less. */
export function consequencesOf(entry: JournalEntry): readonly Consequence[] {
  const [noun] = entry.operation.split('.');
  switch (noun) {
    case 'tenant':
    case 'domain':
      return [{ kind: 'tenant-names' }, { kind: 'configuration' }];
    case 'application':
      return [{ kind: 'configuration' }, { kind: 'configurations-elsewhere' }];
    case 'service-principal':
      // With it go, and come back, grants and assignments of people.
      return ['service-principal.delete', 'service-principal.restore'].includes(entry.operation)
        ? [{ kind: 'configuration' }, { kind: 'every-standing' }]
        : [{ kind: 'configuration' }];
    case 'oauth2-permission-grant':
      return ofGrant(entry.target.id);
    case 'app-role-assignment':
      return ofAssignment(entry);
    case 'group':
      return ofGroup(entry);
    case 'role-assignment':
      return ofRoleAssignment(entry);
    case 'group-member':
      return ofMembership(entry);
    default:
      if (configurationNouns.has(noun ?? '')) return [{ kind: 'configuration' }];
      // Whatever changes of a person, by whichever capability, the journal names the person.
      return entry.target.type === 'user' ? [{ kind: 'standing', user: entry.target.id as UserId }] : [];
  }
}

function ofGroup({ operation, changes }: JournalEntry): readonly Consequence[] {
  if (operation === 'group.delete' || operation === 'group.restore')
    return [{ kind: 'every-standing' }, { kind: 'configuration' }];
  // Standings tell security groups from others; nobody is in a group that is being made.
  const mayTurn = changes === undefined || changes.some(({ property }) => property === 'securityEnabled');
  return operation === 'group.update' && mayTurn ? [{ kind: 'every-standing' }] : [];
}

function ofGrant(id: string): readonly Consequence[] {
  const grant = readPermissionGrantId(id);
  if (grant === undefined) return [{ kind: 'configuration' }, { kind: 'every-standing' }];
  return grant.principalId === undefined
    ? [{ kind: 'configuration' }]
    : [{ kind: 'standing', user: grant.principalId }];
}

function ofAssignment(entry: JournalEntry): readonly Consequence[] {
  const type = valueOf(entry, 'principalType');
  const id = valueOf(entry, 'principalId');
  if (type === 'User' && typeof id === 'string') return [{ kind: 'standing', user: id as UserId }];
  if (type === 'Group' || type === 'ServicePrincipal') return [{ kind: 'configuration' }];
  return [{ kind: 'configuration' }, { kind: 'every-standing' }];
}

/** Roles of groups reach their members, and groups and service principals hold theirs in the configuration. */
function ofRoleAssignment(entry: JournalEntry): readonly Consequence[] {
  const id = valueOf(entry, 'principalId');
  return valueOf(entry, 'principalType') === 'user' && typeof id === 'string'
    ? [{ kind: 'standing', user: id as UserId }]
    : [{ kind: 'configuration' }, { kind: 'every-standing' }];
}

function ofMembership(entry: JournalEntry): readonly Consequence[] {
  const consequences = (entry.changes ?? []).flatMap(({ old, new: fresh }): Consequence[] => {
    const member = (fresh ?? old) as { readonly id?: unknown; readonly type?: unknown } | null | undefined;
    return member?.type === 'User' && typeof member.id === 'string'
      ? [{ kind: 'standing', user: member.id as UserId }]
      : // A group that moves takes all below it along.
        [{ kind: 'every-standing' }];
  });
  return consequences.length === 0 ? [{ kind: 'every-standing' }] : consequences;
}

function valueOf(entry: JournalEntry, property: string): unknown {
  const change = entry.changes?.find((one) => one.property === property);
  return change?.new ?? change?.old;
}
