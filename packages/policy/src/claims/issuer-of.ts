/** Version 1 tokens come from `BASE/{tenant}/`, version 2 tokens from `BASE/{tenant}/v2.0`, as the metadata of each names it. */
export function issuerOf(base: string, tenant: string, version: 1 | 2): string {
  return version === 1 ? `${base}/${tenant}/` : `${base}/${tenant}/v2.0`;
}
