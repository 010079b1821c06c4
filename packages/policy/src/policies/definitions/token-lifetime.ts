import { type Check, any, isRecord, literal, optional, record } from '../strict-json/index.js';
import { timeSpan } from './time-span.js';

/**
 * Lifetimes of refresh and session tokens, retired in January 2021: taken, since scripts still write them, and without effect
 * (Microsoft identity platform documentation: configurable token lifetimes).
 */
const retired = [
  'MaxInactiveTime',
  'MaxAgeSingleFactor',
  'MaxAgeMultiFactor',
  'MaxAgeSessionSingleFactor',
  'MaxAgeSessionMultiFactor',
] as const;

const shape = record({
  Version: literal(1),
  AccessTokenLifetime: optional(timeSpan('00:10:00', '1.00:00:00')),
  ...Object.fromEntries(retired.map((name) => [name, optional(any)])),
});

/** `TokenLifetimePolicy`: how long access, ID and SAML tokens live. */
export const tokenLifetime: Check = (value, path) => {
  const problems = shape(value, path);
  if (problems.length > 0 || !isRecord(value) || Object.keys(value).length > 1) return problems;
  return [{ path: `${path}.AccessTokenLifetime`, reason: 'must be given' }];
};
