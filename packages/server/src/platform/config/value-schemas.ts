import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** A whole number, also as text. */
export function whole(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value),
    z.int(error).min(least, error).max(most, error),
  );
}

const words: Readonly<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false };

/** True or false, also as text. */
export const truth = z.preprocess(
  (value) => (typeof value === 'string' ? (words[value] ?? value) : value),
  z.boolean('must be `true` or `false`'),
);

export const text = z.string().trim().min(1);

/** Several texts; one text stands for those between its commas, because a variable holds one text only. */
export function several<Item extends z.ZodType>(item: Item) {
  const split = (value: unknown): unknown =>
    typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value;
  return z.preprocess(split, z.array(item));
}

export const host = text.refine(
  (value) =>
    isIP(value) !== 0 || /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(value),
  'must be a host name or an address, without scheme and port',
);

/** An address range; an address alone stands for itself. */
export const addressRange = text.transform((value, context) => {
  const range = parseRange(value);
  if (range === undefined)
    context.addIssue('must be an address or a range such as `10.0.0.0/8`, and not every address');
  return range ?? z.NEVER;
});

function parseRange(value: string): string | undefined {
  const [address = '', length, ...rest] = value.split('/');
  const bits = { 4: 32, 6: 128 }[isIP(address)];
  if (bits === undefined || rest.length > 0) return undefined;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : 0;
  // A range of length 0 would let anyone write the address that location conditions see.
  if (prefix < 1 || prefix > bits) return undefined;
  const [network] = ipaddr.parseCIDR(`${address}/${prefix}`);
  return `${network.toString()}/${prefix}`;
}

/** An origin: scheme, host and port. The tenant is the first segment of every path, so there can be no path before it. */
export const origin = text.transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const bare = url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (!bare) context.addIssue('must be an address such as `https://login.example`, without path or query');
  return bare ? url.origin : z.NEVER;
});

export const tls = text.refine(
  (value) => value === 'auto' || value === 'off' || /^[^,]*[^,\s][^,]*,[^,]*[^,\s][^,]*$/.test(value),
  'must be `auto`, `off`, or the paths of a certificate and its key with a comma between',
);

export const postgres = text.refine(
  (value) => value === 'embedded' || (/^postgres(ql)?:\/\/./.test(value) && URL.canParse(value)),
  'must be `embedded` or an address such as `postgres://user@host/database`',
);
