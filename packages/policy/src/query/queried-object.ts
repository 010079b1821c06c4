import type { QueryValue } from '@gatehouse/model';

/** An object as queries see it: its fields by name, collections as arrays. What is absent is null or is not there. */
export interface QueriedObject {
  readonly [field: string]: QueryValue | readonly QueriedElement[] | undefined;
}

/** An element of a collection: a value, or a record with fields of its own. */
export type QueriedElement = QueryValue | QueriedObject;

/** The value of a field. The field '' of an element that is a value is the value itself. @throws when it is a collection */
export function valueOf(element: QueriedElement, field: string): QueryValue {
  if (!isRecord(element)) return field === '' ? element : null;
  const value = Object.hasOwn(element, field) ? (element[field] ?? null) : null;
  if (!isPlain(value)) throw new Error(`the field \`${field}\` is a collection`);
  return value;
}

/** The elements of a collection; none when it is absent. @throws when the field is a value */
export function elementsOf(element: QueriedElement, field: string): readonly QueriedElement[] {
  const value = isRecord(element) && Object.hasOwn(element, field) ? (element[field] ?? []) : [];
  if (isPlain(value)) throw new Error(`the field \`${field}\` is no collection`);
  return value;
}

function isRecord(element: QueriedElement): element is QueriedObject {
  return typeof element === 'object' && element !== null;
}

function isPlain(value: QueryValue | readonly QueriedElement[]): value is QueryValue {
  return typeof value !== 'object' || value === null;
}
