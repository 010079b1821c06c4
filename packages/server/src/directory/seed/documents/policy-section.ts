import type { Problem } from '@gatehouse/policy';
import { isSame } from '../../journal-changes.js';
import type { StoredDocument } from '../../documents/repository.js';
import type { PolicyKind, SingletonKind } from '../../policies/policy-kind.js';
import type { Body, BodyContext, DocumentContext, DocumentSection } from './document-section.js';
import { type NamingPlace, namesAt, withIds, withNames } from './policy-references.js';

/** How one kind of policy stands in a seed. */
export interface PolicyPlace<Policy extends object> {
  readonly kind: PolicyKind<Policy> | SingletonKind<Policy>;
  readonly property: string;
  readonly within?: 'tenant';
  /** What a new policy says where nothing is said; that of a kind with an initial policy is that. */
  readonly blank?: Body | ((item: Body) => Body);
  /** Properties that a seed gives as a whole; others that are structured are laid over what is there, part by part. */
  readonly whole?: readonly string[];
  /** The property of an item that is the policy's id, and whether it stands in its body, too. */
  readonly idProperty?: string;
  readonly idInBody?: true;
  /** What follows from the rest, and no file says: kept as long as the rest stays as it is. */
  readonly derived?: readonly string[];
  /** The whole body, from what was said; `stored` is what stood there. */
  complete?(said: Body, stored: Body | undefined): Body;
  readonly names?: readonly NamingPlace[];
  /** Names at places that are no lists of words. */
  resolve?(body: Body, context: BodyContext): Body;
  unresolve?(body: Body, context: DocumentContext): Body;
  readonly namesIn?: (item: Body) => readonly string[];
  judge?(body: Policy, context: DocumentContext): readonly Problem[];
  readonly isAssigned?: true;
}

/** What Graph says of a policy beside the policy. */
const beside = new Set(['appliesTo', 'createdDateTime', 'deletedDateTime', '@odata.context', '@odata.id']);

/** The section of a kind of policy: one that every tenant has, or some. */
export function policySection<Policy extends object>(place: PolicyPlace<Policy>): DocumentSection {
  const { kind, names = [] } = place;
  const initial = 'initial' in kind ? (kind.initial as Body) : undefined;
  const unsaid = new Set([...beside, ...(place.idInBody === true ? [] : ['id']), ...derivedOf(place)]);
  const blankOf = (item: Body): Body =>
    initial ?? (typeof place.blank === 'function' ? place.blank(item) : (place.blank ?? {}));
  return {
    kind: kind.name,
    property: place.property,
    within: place.within ?? 'policies',
    ...(initial !== undefined && { isSingle: true as const }),
    ...(place.isAssigned === true && { isAssigned: true as const }),
    ...(initial === undefined && place.idProperty === undefined && { hasOwnId: true as const }),
    nameOf: (body) => textOf(body['displayName']) ?? textOf(body[place.idProperty ?? 'id']) ?? '',
    namesIn: (item) => [...namesAt(item, names), ...(place.namesIn?.(item) ?? [])],
    idOf: (item) => {
      if ('id' in kind) return kind.id;
      return place.idProperty === undefined ? undefined : String(item[place.idProperty]);
    },
    bodyOf: (item, context) => {
      const said = Object.fromEntries(Object.entries(item).filter(([name]) => !unsaid.has(name)));
      const laid = overlaid(context.base ?? blankOf(item), said, place.whole ?? []);
      const named = withIds(laid, names, context);
      const resolved = place.resolve?.(named, context) ?? named;
      const whole = place.complete?.(resolved, context.stored) ?? resolved;
      return withDerived(whole, context, place, initial);
    },
    judge: (body, context) => place.judge?.(body as unknown as Policy, context) ?? [],
    itemOf: ({ id, body }, context) => {
      const named = withNames(body, names, context);
      const readable = place.unresolve?.(named, context) ?? named;
      const blank = withNames(blankOf({ ...body, id }), names, context);
      const told = Object.entries(readable).filter(
        ([name, value]) => !unsaid.has(name) && !(isSame(value, blank[name]) && name !== 'displayName'),
      );
      const item = Object.fromEntries(
        told.filter(([name]) => initial === undefined || !isSame(readable[name], blank[name])),
      );
      return place.idProperty === undefined ? item : { [place.idProperty]: id, ...item };
    },
    afterWrite: async (work, after, before) => {
      const first = initial === undefined ? undefined : { ...after, body: initial };
      return kind.afterWrite?.(work, policyOf<Policy>(after), policyOf<Policy>(before ?? first));
    },
    beforeDelete: async (work, before) => kind.beforeDelete?.(work, policyOf<Policy>(before)),
    ...(initial !== undefined && singleton(initial, unsaid)),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function policyOf<Policy extends object>(document: StoredDocument): StoredDocument<Policy>;
function policyOf<Policy extends object>(document: StoredDocument | undefined): StoredDocument<Policy> | undefined;
function policyOf<Policy extends object>(document: StoredDocument | undefined): StoredDocument<Policy> | undefined {
  return document as unknown as StoredDocument<Policy> | undefined;
}

/** What a policy that every tenant has says at first needs no document, and is what it says again once nothing else is said. */
function singleton(initial: Body, unsaid: ReadonlySet<string>): Partial<DocumentSection> {
  const says = (body: Body) =>
    Object.entries(body).some(([name, value]) => !unsaid.has(name) && !isSame(value, initial[name]));
  return {
    isShown: ({ body }) => says(body),
    isUnsaid: (body) => !says(body),
    isRemovable: ({ body }) => says(body),
  };
}

function derivedOf<Policy extends object>({ kind, derived = [] }: PolicyPlace<Policy>): readonly string[] {
  return kind.stamp === undefined ? derived : [...derived, kind.stamp];
}

/** With what follows from the rest as it is stored, as long as the rest is; a moment of change is now, otherwise. */
function withDerived<Policy extends object>(
  body: Body,
  { stored, now }: BodyContext,
  place: PolicyPlace<Policy>,
  initial: Body | undefined,
): Body {
  const names = derivedOf(place);
  const before = stored ?? initial;
  const kept = Object.fromEntries(
    names.filter((name) => before?.[name] !== undefined).map((name) => [name, before?.[name]]),
  );
  if (before !== undefined && isSame({ ...body, ...kept }, before)) return { ...body, ...kept };
  const { stamp } = place.kind;
  return stamp === undefined ? body : { ...body, [stamp]: new Date(now).toISOString() };
}

/** What is said over what is there: structured values part by part, lists and words in place. Null where there is a value says nothing. */
function overlaid(base: Body, said: Body, whole: readonly string[]): Body {
  const laid: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(said)) {
    const before = base[name];
    if (value === undefined) continue;
    if (isPlain(before) && isPlain(value) && !whole.includes(name)) laid[name] = overlaid(before, value, []);
    else if (value !== null || before === null || before === undefined || whole.includes(name)) laid[name] = value;
  }
  return laid;
}

function isPlain(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
