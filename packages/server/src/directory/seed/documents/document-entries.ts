import type { AppId } from '@gatehouse/model';
import type { Place } from '../load-seed.js';
import { within } from '../load-seed.js';
import { type ListName, type SeededTenant, saysAll } from '../plan/seeded-tenants.js';
import { extensionValuesOf } from '../schema/further-properties.js';
import type { SeedTenantItem } from '../schema/tenant.js';
import type { Body, DocumentSection } from './document-section.js';
import { documentSections } from './document-sections.js';

/** An item of the seed that asks for a document. */
export interface DocumentEntry {
  readonly item: Body;
  readonly place: Place;
  /** Which item of the list it stands in, counted over all mentions; -1 for documents of the tenant itself. */
  readonly parentIndex: number;
}

/** The items that ask for documents of a section. */
export function entriesOf(seeded: SeededTenant, section: DocumentSection): readonly DocumentEntry[] {
  let parentIndex = -1;
  return seeded.mentions.flatMap(({ item, place }) => {
    if (section.within === 'tenant' || section.within === 'policies') {
      const at = section.within === 'tenant' ? place : within(place, 'policies');
      return itemsAt(holderOf(item, section), section, at, -1);
    }
    return listOf(item, section.within).flatMap((parent, index) => {
      parentIndex += 1;
      return itemsAt(parent, section, within(place, section.within, index), parentIndex);
    });
  });
}

/** For which items of a list, by their place in it, or for the tenant (-1), the seed says which documents of a section there are. */
export function sayingWhich(seeded: SeededTenant, section: DocumentSection): (parentIndex: number) => boolean {
  if (saysAll(seeded)) return () => true;
  const isSaid = (holder: unknown) => valueAt(holder, section.property) !== undefined;
  if (section.within === 'tenant' || section.within === 'policies') {
    const isAny = seeded.mentions.some(({ item }) => isSaid(holderOf(item, section)));
    return () => isAny;
  }
  const said = seeded.mentions.flatMap(({ item }) => listOf(item, section.within).map(isSaid));
  return (parentIndex) => said[parentIndex] === true;
}

/** Every name in the documents of a tenant that may mean an object. */
export function documentNames(seeded: SeededTenant): readonly string[] {
  return documentSections.flatMap((section) =>
    entriesOf(seeded, section).flatMap(({ item }) => section.namesIn?.(item) ?? []),
  );
}

/** The applications, and those of service principals, to which the seed assigns documents. */
export function assignedAppIds(seeded: SeededTenant): readonly AppId[] {
  return documentSections
    .filter(({ isAssigned }) => isAssigned === true)
    .flatMap((section) => entriesOf(seeded, section))
    .flatMap(({ item }) => (item['appliesTo'] ?? []) as readonly Readonly<Record<string, AppId>>[])
    .flatMap((names) => Object.values(names));
}

/** The kinds of document that live in objects, as far as the seed speaks of them, or of values that they define. */
export function innerKindsOf(seeded: SeededTenant): readonly string[] {
  const spoken = documentSections
    .filter(({ within: list }) => list !== 'tenant' && list !== 'policies')
    .filter((section) => entriesOf(seeded, section).length > 0)
    .map(({ kind }) => kind);
  return hasExtensionValues(seeded) ? [...spoken, 'extension-property'] : spoken;
}

function hasExtensionValues({ mentions }: SeededTenant): boolean {
  const lists = ['users', 'groups', 'devices', 'administrativeUnits', 'applications'] as const;
  return mentions.some(({ item }) => {
    const isSaid = (holder: object) => extensionValuesOf(holder).length > 0;
    return (
      isSaid(item.organization ?? {}) ||
      lists.some((list) => (item[list] as readonly object[] | undefined)?.some(isSaid))
    );
  });
}

function holderOf(item: SeedTenantItem, { within: place }: DocumentSection): unknown {
  return place === 'policies' ? item.policies : item;
}

function listOf(item: SeedTenantItem, list: DocumentSection['within']): readonly unknown[] {
  return item[list as ListName] ?? [];
}

function itemsAt(
  holder: unknown,
  section: DocumentSection,
  place: Place,
  parentIndex: number,
): readonly DocumentEntry[] {
  const value = valueAt(holder, section.property);
  if (value === undefined) return [];
  const at = within(place, section.property);
  if (section.isSingle === true) return [{ item: value as Body, place: at, parentIndex }];
  const items = value as readonly Body[];
  return items.map((item, index) => ({ item, place: within(at, index), parentIndex }));
}

function valueAt(holder: unknown, property: string): unknown {
  if (typeof holder !== 'object' || holder === null) return undefined;
  return (holder as Readonly<Record<string, unknown>>)[property];
}
