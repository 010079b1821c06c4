import type { Field, Fields, Sql } from '../../platform/store/index.js';

type Bind = Parameters<Exclude<Sql, string>>[0];

/** A value that some tenant defined: which of an object's jsonb columns it is in, and how it compares. */
export interface ValueField {
  /** As conditions name it. */
  readonly name: string;
  readonly column: 'properties' | 'custom_security_attributes';
  /** The names on the way to it. */
  readonly path: readonly string[];
  readonly kind: 'text' | 'boolean' | 'number' | 'texts';
}

/**
 * The fields that stand for such values. A value of another type than the definition now says, left from an earlier one, counts as
 * absent. No index serves them: they are tried on a bounded number of objects.
 */
export function valueFields(alias: string, fields: readonly ValueField[]): Fields {
  return Object.fromEntries(fields.map((field) => [field.name, fieldOf(alias, field)]));
}

function fieldOf(alias: string, { column, path, kind }: ValueField): Field {
  // The names come from definitions; they are bound all the same.
  const json = (bind: Bind) =>
    path.reduce((inside, name) => `(${inside} -> ${bind(name)}::text)`, `${alias}.${column}`);
  const when = (type: string, value: (json: string) => string): Sql => {
    return (bind) => {
      const at = json(bind);
      return `case jsonb_typeof(${at}) when '${type}' then ${value(at)} end`;
    };
  };
  switch (kind) {
    case 'text':
      return { kind: 'text', column: when('string', (at) => `${at} #>> '{}'`) };
    case 'boolean':
      return { kind: 'boolean', column: when('boolean', (at) => `${at}::boolean`) };
    case 'number':
      return { kind: 'number', column: when('number', (at) => `${at}::float8`) };
    case 'texts':
      return {
        kind: 'list',
        column: (bind) => {
          const at = json(bind);
          return `array(select jsonb_array_elements_text(case jsonb_typeof(${at}) when 'array' then ${at} end))`;
        },
      };
  }
}
