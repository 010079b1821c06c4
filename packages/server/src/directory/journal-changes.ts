import { isDeepStrictEqual } from 'node:util';
import type { Application, CustomSecurityAttributes, KeyCredential, PasswordCredential } from '@gatehouse/model';
import type { JournalDraft } from '../platform/store/index.js';

type Change = NonNullable<JournalDraft['changes']>[number];

/** Properties that say nothing of what changed: the object itself and its tenant. */
const silent = new Set(['id', 'tenant', 'createdAt']);

/**
 * The properties in which two states of one object differ, as the journal tells them; `before` is absent for a new object.
 * Secrets and digests are left out of the values told, though a change of them is told.
 */
export function changesBetween<Entity extends object>(before: Entity | undefined, after: Entity): readonly Change[] {
  const old = new Map<string, unknown>(Object.entries(before ?? {}));
  const fresh = new Map<string, unknown>(Object.entries(after));
  const properties = new Set([...old.keys(), ...fresh.keys()]);
  return [...properties].flatMap((property): Change[] => {
    const from = old.get(property);
    const to = fresh.get(property);
    if (silent.has(property) || isSame(from, to) || (before === undefined && isEmpty(to))) return [];
    return [
      {
        property,
        ...(from !== undefined && { old: plain(told(property, from)) }),
        ...(to !== undefined && { new: plain(told(property, to)) }),
      },
    ];
  });
}

/** True when two values read the same; the order of an object's properties and absent ones do not count. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  // Most properties are plain values: a large tenant is compared without copying them.
  if (typeof left !== 'object' && typeof right !== 'object') return false;
  return isDeepStrictEqual(plain(left), plain(right));
}

function plain(value: unknown): unknown {
  return typeof value !== 'object' ? value : JSON.parse(JSON.stringify(value));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

/** A value as it may be told: of credentials, what tells them apart and nothing that helps to guess them. */
function told(property: string, value: unknown): unknown {
  switch (property) {
    case 'passwordCredentials':
      return (value as readonly PasswordCredential[]).map(({ keyId, displayName, startAt, endAt }) => ({
        keyId,
        displayName,
        startAt,
        endAt,
      }));
    case 'keyCredentials':
      return (value as readonly KeyCredential[]).map(({ certificate: _certificate, ...rest }) => rest);
    case 'federatedIdentityCredentials':
      return (value as Application['federatedIdentityCredentials']).map(({ jwks: _jwks, ...rest }) => rest);
    case 'customSecurityAttributes':
      // Their values are for those who may read them, and whoever reads the journal may not.
      return Object.entries(value as CustomSecurityAttributes).flatMap(([set, values]) =>
        Object.keys(values).map((name) => `${set}_${name}`),
      );
    default:
      return value;
  }
}
