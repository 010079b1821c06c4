import type { Claims } from '../principal.js';
import { type ClaimShape, optionalClaims, requiredClaims } from './claim-shapes.data.js';

interface ShapeTypes {
  text: string;
  words: string;
  guid: string;
  seconds: number;
  texts: readonly string[];
}

/** Claims whose shapes were checked. */
export type AccessTokenClaims = Claims & {
  readonly [Name in keyof typeof requiredClaims]: ShapeTypes[(typeof requiredClaims)[Name]];
} & { readonly [Name in keyof typeof optionalClaims]?: ShapeTypes[(typeof optionalClaims)[Name]] };

export type ShapeResult =
  | { readonly kind: 'ok'; readonly claims: AccessTokenClaims }
  | { readonly kind: 'wrong'; readonly claim: string };

const required = Object.entries(requiredClaims);
const optional = Object.entries(optionalClaims);

// The canonical text only: another letter case would be another key in the API's own tables.
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Refuses a token when a claim that the package reads is missing or has an unexpected JSON type; names the first such claim. */
export function checkClaimShapes(claims: Claims): ShapeResult {
  for (const [name, shape] of required) {
    if (!hasShape(claims[name], shape)) return { kind: 'wrong', claim: name };
  }
  for (const [name, shape] of optional) {
    const value = claims[name];
    if (value !== undefined && !hasShape(value, shape)) return { kind: 'wrong', claim: name };
  }
  return { kind: 'ok', claims: claims as AccessTokenClaims };
}

function hasShape(value: unknown, shape: ClaimShape): boolean {
  switch (shape) {
    case 'text':
      return typeof value === 'string' && value !== '';
    case 'words':
      return typeof value === 'string';
    case 'guid':
      return typeof value === 'string' && guid.test(value);
    case 'seconds':
      // JSON can say 1e999, which is read as Infinity
      return typeof value === 'number' && Number.isFinite(value);
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
  }
}
