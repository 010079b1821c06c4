import { type Refusal, refuse, type TenantId, type User, type UserId } from '@gatehouse/model';
import { type Authentication, longestPassword } from '@gatehouse/policy';
import {
  type Directory,
  type DirectoryOperation,
  type DirectoryRefusal,
  revokeSignInSessions,
} from '../../../directory/index.js';
import type { Clock } from '../../../platform/clock/index.js';
import type { Log } from '../../../platform/log/index.js';
import type { Store, TenantTransaction } from '../../../platform/store/index.js';
import { createHashQueue, type HashQueue } from './hash-queue.js';
import { hashPassword, isOutdated, verifyHash } from './password-hash.js';
import { replaceHash, selectPassword } from './repository.js';
import { writePassword } from './write-password.js';

/** Whose password was proved, and the authentication that follows from it. */
export interface ProvedPassword {
  readonly kind: 'proved';
  readonly user: UserId;
  readonly authentication: Authentication;
}

/** Too many hashes are wanted at once: nothing was checked. */
const busy = refuse(90006, 'too many password hashes are waiting');

/** Proving people's passwords, and what new ones are stored as. */
export interface Passwords {
  /**
   * Checks a password, exactly as typed (ASVS 6.2.8). Takes as long, and answers the same, whether the account exists, has a password,
   * or the password is wrong (ASVS 6.3.8); only `why`, for the log, tells them apart. Accounts that are guessed at lock for a while, those
   * that do not exist like the others (50053). The account's state is the gate's to judge.
   */
  verifyPassword(
    tenant: TenantId,
    userName: string,
    password: string,
    network: { readonly address: string },
  ): Promise<ProvedPassword | Refusal>;
  /** Hashes a new password for `set`; undefined when too many hashes are waiting. It was judged before. */
  hash(password: string): Promise<string | undefined>;
  /**
   * Gives a person the password with that hash, unlocks the account, and ends every session begun before: whoever knew the old one is
   * out (Microsoft Entra documentation: revoke access after a password reset).
   */
  set(user: UserId, phc: string): DirectoryOperation<User | DirectoryRefusal>;
}

/** What keeps passwords from being guessed. A try counts as failed from its beginning; what held takes that back. */
export interface PasswordGuard {
  begin(attempt: {
    readonly tenant: TenantId;
    readonly user: UserId | undefined;
    readonly userName: string;
    readonly secret: string;
    readonly address: string;
  }): Promise<{ readonly kind: 'open'; proved(): Promise<Refusal | undefined> } | Refusal>;
  /** Forgets what was counted against a person: the password that was guessed at is none any more. */
  forget(tx: TenantTransaction, user: UserId): Promise<void>;
}

/** What passwords are proved with, and how much that may cost. */
export interface PasswordsDeps {
  readonly store: Store;
  readonly directory: Pick<Directory, 'userByName'>;
  /** Says whether a password may be tried at all. */
  readonly guard: PasswordGuard;
  readonly clock: Clock;
  readonly log: Log;
  /** How many hashes run at once; each takes 19 MiB and one core. 2 by default. */
  readonly parallelHashes?: number;
  /** How many may wait for their turn before callers are refused. 64 by default: about a second of work. */
  readonly waitingHashes?: number;
}

/** Makes the one prover of passwords of a process: its queue of hashes bounds what all sign-ins together may cost. */
export function createPasswords(deps: PasswordsDeps): Passwords {
  const queue = createHashQueue(deps.parallelHashes ?? 2, deps.waitingHashes ?? 64);
  // Checked in place of a password that does not exist; made at once, so that its first use takes no longer than the others.
  const decoy = hashPassword('the hash that nobody’s password has');
  decoy.catch(() => undefined);

  return {
    set: (user, phc) => async (work) => {
      await deps.guard.forget(work.tx, user);
      await writePassword(work.tx, user, phc, work.clock.now(), work.actor);
      return revokeSignInSessions(user)(work);
    },
    hash: async (password) => (await queue.run(() => hashPassword(password)))?.value,
    verifyPassword: async (tenant, userName, password, { address }) => {
      const standing = await deps.directory.userByName(tenant, userName);
      const user = standing?.user.id;
      // Whoever finds no room in the queue is not counted as having failed.
      const tried = await queue.run(async () => {
        const open = await deps.guard.begin({ tenant, user, userName, secret: password, address });
        return open.kind === 'refused' ? open : tryPassword(deps.store, tenant, user, password, decoy, open);
      });
      if (tried === undefined) return busy;
      if (tried.value.kind === 'refused') return tried.value;
      if (tried.value.kind === 'failed') {
        const { why } = tried.value;
        deps.log.info('password refused', { tenant, user, why, address });
        return refuse(50126, why);
      }
      const { owner, stored } = tried.value;
      if (isOutdated(stored)) await rehash(deps, queue, tenant, owner, stored, password);
      return { kind: 'proved', user: owner, authentication: { methods: ['pwd'], at: deps.clock.now() } };
    },
  };
}

type Tried =
  | { readonly kind: 'held'; readonly owner: UserId; readonly stored: string }
  | { readonly kind: 'failed'; readonly why: string }
  | Refusal;

async function tryPassword(
  store: Store,
  tenant: TenantId,
  user: UserId | undefined,
  password: string,
  decoy: Promise<string>,
  open: { proved(): Promise<Refusal | undefined> },
): Promise<Tried> {
  const stored = await storedHash(store, tenant, user);
  // A longer text than any password can be is not hashed; its beginning is, so that the time stays the same.
  const typed = cut(password);
  const matches = await verifyHash(stored ?? (await decoy), typed);
  if (user === undefined) return { kind: 'failed', why: 'no such account' };
  if (stored === undefined) return { kind: 'failed', why: 'no password' };
  if (!matches || typed !== password) return { kind: 'failed', why: 'wrong password' };
  return (await open.proved()) ?? { kind: 'held', owner: user, stored };
}

async function storedHash(store: Store, tenant: TenantId, user: UserId | undefined): Promise<string | undefined> {
  // The query is made for nobody too: its time must not tell accounts apart.
  return store.inTenant(tenant, (tx) => selectPassword(tx, user ?? (nobody as UserId)));
}

const nobody = '00000000-0000-0000-0000-000000000000';

function cut(password: string): string {
  return password.length <= longestPassword ? password : [...password].slice(0, longestPassword).join('');
}

async function rehash(
  { store }: PasswordsDeps,
  queue: HashQueue,
  tenant: TenantId,
  user: UserId,
  stored: string,
  password: string,
): Promise<void> {
  const hashed = await queue.run(() => hashPassword(password));
  // When there is no room, the next sign-in does it.
  if (hashed !== undefined) await store.inTenant(tenant, (tx) => replaceHash(tx, user, stored, hashed.value));
}
