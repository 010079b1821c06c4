import { expect, it } from 'vitest';
import type { Store } from '../index.js';

export function values(store: () => Store): void {
  it('gives back the values it was given', async () => {
    const given = {
      text: 'Ærlig "quoted", {braced} \\ and\nbroken',
      bytes: new Uint8Array([0, 1, 254, 255]),
      json: { a: [1, { b: null }], c: 'ø' },
      texts: ['a', 'b,"c"', '{}', 'null'],
      blobs: [new Uint8Array([0]), new Uint8Array([92, 255])],
      objects: [{ a: 1 }, { b: '"' }],
      at: new Date(Date.UTC(1850, 0, 2, 3, 4, 5, 6)),
    };
    const [row] = await store().inPlatform((tx) =>
      tx.rows(
        `select $1::text as text, $2::bytea as bytes, $3::jsonb as json, $4::text[] as texts, $5::bytea[] as blobs,
         $6::jsonb[] as objects, $7::timestamptz as at, $8::bigint as big, $9::boolean as yes, $10::text as nothing,
         $11::date as day, 12345678901234567890::numeric as numeric`,
        [
          given.text,
          given.bytes,
          given.json,
          given.texts,
          given.blobs,
          given.objects,
          given.at,
          9007199254740991,
          true,
          null,
          '2031-05-06',
        ],
      ),
    );
    expect(row).toEqual({
      ...given,
      bytes: Buffer.from(given.bytes),
      blobs: given.blobs.map((blob) => Buffer.from(blob)),
      big: 9007199254740991,
      yes: true,
      nothing: null,
      day: '2031-05-06',
      numeric: '12345678901234567890',
    });
  });

  it('refuses to round a number', async () => {
    const asked = store().inPlatform((tx) => tx.rows('select 9007199254740993::bigint as big'));
    await expect(asked).rejects.toThrow('does not fit');
    await store().ping();
  });
}
