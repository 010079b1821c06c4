import { type Refusal, refuse, type TenantId, type UserId } from '@gatehouse/model';
import { type Authentication, longestPassword } from '@gatehouse/policy';
import type { Directory } from '../../../directory/index.js';
import type { Clock } from '../../../platform/clock/index.js';
import type { Log } from '../../../platform/log/index.js';
import type { Store } from '../../../platform/store/index.js';
import { createHashQueue, type HashQueue } from './hash-queue.js';
import { hashPassword, isOutdated, verifyHash } from './password-hash.js';
import { replaceHash, selectPassword } from './repository.js';

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
   * or the password is wrong (ASVS 6.3.8); only `why`, for the log, tells them apart. The account's state is the gate's to judge.
   */
  verifyPassword(
    tenant: TenantId,
    userName: string,
    password: string,
    network: { readonly address: string },
  ): Promise<ProvedPassword | Refusal>;
  /** Hashes a new password for `setPassword`; undefined when too many hashes are waiting. It was judged before. */
  hash(password: string): Promise<string | undefined>;
}

/** What passwords are proved with, and how much that may cost. */
export interface PasswordsDeps {
  readonly store: Store;
  readonly directory: Pick<Directory, 'userByName'>;
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
    hash: async (password) => (await queue.run(() => hashPassword(password)))?.value,
    verifyPassword: async (tenant, userName, password, { address }) => {
      const standing = await deps.directory.userByName(tenant, userName);
      const user = standing?.user.id;
      const stored = await storedHash(deps.store, tenant, user);
      // A longer text than any password can be is not hashed; its beginning is, so that the time stays the same.
      const typed = cut(password);
      const matches = await queue.run(async () => verifyHash(stored ?? (await decoy), typed));
      if (matches === undefined) return busy;
      if (user === undefined || stored === undefined || !matches.value || typed !== password) {
        const why = user === undefined ? 'no such account' : stored === undefined ? 'no password' : 'wrong password';
        deps.log.info('password refused', { tenant, user, why, address });
        return refuse(50126, why);
      }
      if (isOutdated(stored)) await rehash(deps, queue, tenant, user, stored, password);
      return { kind: 'proved', user, authentication: { methods: ['pwd'], at: deps.clock.now() } };
    },
  };
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
