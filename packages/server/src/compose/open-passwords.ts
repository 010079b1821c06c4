import type { TenantId } from '@gatehouse/model';
import { defaultLockout } from '@gatehouse/policy';
import { createGuessGuard, type Spray } from '../credentials/guessing/index.js';
import { createPasswords, type Passwords } from '../credentials/methods/index.js';
import { type Directory, passwordRulesOf } from '../directory/index.js';
import type { Clock } from '../platform/clock/index.js';
import type { Ids } from '../platform/ids/index.js';
import type { Keys } from '../platform/keys/index.js';
import type { Log } from '../platform/log/index.js';
import type { Store, TenantTransaction } from '../platform/store/index.js';
import { recordDetection } from '../signals/risk/index.js';

interface Ground {
  readonly store: Store;
  readonly directory: Directory;
  readonly keys: Pick<Keys, 'tenantSecret'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** Passwords, guarded against guessing; what the guard sees of sprays becomes risk. */
export function openPasswords(ground: Ground): Passwords {
  const settings = async (tenant: TenantId) => {
    const configuration = await ground.directory.configuration(tenant);
    return configuration === undefined ? defaultLockout : passwordRulesOf(configuration).lockout;
  };
  const report = (tx: TenantTransaction, spray: Spray) => recordSpray(tx, spray, ground);
  return createPasswords({ ...ground, guard: createGuessGuard({ ...ground, settings, report }) });
}

/** A password that was found is a person at risk; a spray that found none is told all the same. */
function recordSpray(tx: TenantTransaction, { network, facts, user }: Spray, { clock, ids }: Ground): Promise<void> {
  const now = clock.now();
  return recordDetection(tx, {
    id: ids.guid(),
    userId: user,
    riskEventType: 'passwordSpray',
    riskLevel: user === null ? 'medium' : 'high',
    riskState: 'atRisk',
    riskDetail: 'none',
    source: 'Gatehouse',
    activityAt: now,
    detectedAt: now,
    lastUpdatedAt: now,
    address: network.slice(0, network.lastIndexOf('/')),
    additionalInfo: {
      network,
      accountsOfNetwork: String(facts.accountsOfNetwork),
      passwordsOfNetwork: String(facts.passwordsOfNetwork),
      accountsOfPassword: String(facts.accountsOfPassword),
    },
  });
}
