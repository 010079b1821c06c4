import type { FurtherType } from '../seed/schema/further-properties.js';

/** A value for each property of a table, so that none is forgotten. */
export function samplesOf(table: Readonly<Record<string, FurtherType>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(table).map(([name, type]) => [name, sampleOf(name, type)]));
}

function sampleOf(name: string, type: FurtherType): unknown {
  switch (type) {
    case 'text':
      return /url$|homepage/i.test(name) ? `https://whole.example/${name}` : `a sample of ${name}`;
    case 'flag':
      return true;
    case 'whole':
      return 7;
    case 'instant':
      return '2030-02-03T04:05:06Z';
    default:
      return Array.isArray(type)
        ? [sampleOf(name, (type as readonly [FurtherType])[0])]
        : samplesOf(type as Readonly<Record<string, FurtherType>>);
  }
}
