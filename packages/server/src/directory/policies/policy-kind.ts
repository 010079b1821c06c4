import type { Problem } from '@gatehouse/policy';
import type { DocumentKind } from '../documents/change-documents.js';
import type { StoredDocument } from '../documents/repository.js';
import { type DirectoryRefusal, type DirectoryWork, refused } from '../operation.js';

/** A kind of policy: what it is called, how many there may be, and what holds for each, whoever writes it. */
export interface PolicyKind<Body extends object> extends DocumentKind<Body> {
  /** The property of the body that says when it last changed. */
  readonly stamp?: keyof Body & string;
  /**
   * Looks at a policy that was written, and at what stood there before. What it refuses is not written. Nobody else changes policies
   * of the tenant meanwhile.
   */
  afterWrite?(
    work: DirectoryWork,
    after: StoredDocument<Body>,
    before: StoredDocument<Body> | undefined,
  ): Promise<DirectoryRefusal | undefined>;
  /** Looks at a policy that is about to go. */
  beforeDelete?(work: DirectoryWork, before: StoredDocument<Body>): Promise<DirectoryRefusal | undefined>;
}

/** A policy of which every tenant has exactly one. */
export interface SingletonKind<Body extends object> extends PolicyKind<Body> {
  readonly id: string;
  /** What it says in a tenant that never said anything. */
  readonly initial: Body;
}

/** Refuses what has problems, with the first of them. */
export function refuseProblems([first]: readonly Problem[]): DirectoryRefusal | undefined {
  return first && refused('invalid', { property: first.path, detail: first.reason });
}
