/** A range of addresses: a number of leading bits of a 32 or 128 bit number. */
export interface CidrRange {
  readonly version: 4 | 6;
  readonly address: bigint;
  readonly prefixLength: number;
}

/** Reads a range such as `12.34.221.0/22` or `2001:0:9d38::/63` (RFC 4632 §3.1, RFC 4291 §2.3); undefined for any other text. */
export function cidrRange(text: string): CidrRange | undefined {
  const [, host = '', length = ''] = /^([0-9a-fA-F:.]{2,45})\/(\d{1,3})$/.exec(text) ?? [];
  const version = host.includes(':') ? 6 : 4;
  const address = version === 4 ? ipv4(host) : ipv6(host);
  const prefixLength = Number(length);
  if (address === undefined || length === '' || prefixLength > (version === 4 ? 32 : 128)) return undefined;
  return { version, address, prefixLength };
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  // Leading zeros mean octal to some readers (RFC 6943 §3.1.1).
  const isOctet = (part: string) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255;
  return parts.every(isOctet) ? parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) : undefined;
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], tail = []] = groups.map((list, half) => (half < halves.length - 1 ? list : list.flatMap(groupsOf)));
  if ([...head, ...tail].some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  return all.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

/** An IPv4 address may end an IPv6 address (RFC 4291 §2.2); it stands for two groups. */
function groupsOf(group: string, index: number, all: readonly string[]): readonly string[] {
  if (!group.includes('.')) return [group];
  const address = index === all.length - 1 ? ipv4(group) : undefined;
  if (address === undefined) return ['not a group'];
  return [(address >> 16n).toString(16), (address & 0xffffn).toString(16)];
}
