import type { KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { pipeline } from './compat-seed.js';

/** A token of the pipeline that the daemon of the seed trusts, as a build agent would be given it. */
export function pipelineToken(key: KeyObject, subject: string = pipeline.subject): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', kid: pipeline.keyId })
    .setIssuer(pipeline.issuer)
    .setSubject(subject)
    .setAudience(pipeline.audience)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(key);
}
