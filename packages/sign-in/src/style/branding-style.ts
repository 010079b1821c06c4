import type { Branding } from '../page-context.js';

/** The tenant's colour as CSS; undefined when there is none, or it is not `#rrggbb`. */
export function brandingStyle(branding: Branding | undefined): string | undefined {
  const colour = branding?.accentColor;
  return colour !== undefined && /^#[0-9a-f]{6}$/i.test(colour) ? `:root{--brand:${colour}}` : undefined;
}
