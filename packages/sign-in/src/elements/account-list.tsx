import type { VNode } from 'preact';
import type { Words } from '../messages/index.js';
import { fieldNames } from '../posted-form.js';
import { type AccountSummary, AccountTile } from './account-tile.js';

/** An account of this browser. */
export interface ListedAccount extends AccountSummary {
  /** Opaque; posted as `account` when the account is chosen. */
  readonly id: string;
  readonly state: 'signed-in' | 'signed-out';
}

interface AccountListProps {
  readonly accounts: readonly ListedAccount[];
  readonly words: Words;
}

/** The accounts as a list of submit buttons. */
export function AccountList({ accounts, words }: AccountListProps): VNode {
  return (
    <ul class="account-list">
      {accounts.map((account) => (
        <li>
          <button type="submit" class="account-button" name={fieldNames.account} value={account.id}>
            <AccountTile account={account}>
              <span class={`account-state account-state-${account.state}`}>
                {words.text(account.state === 'signed-in' ? 'account.signedIn' : 'account.signedOut')}
              </span>
            </AccountTile>
          </button>
        </li>
      ))}
    </ul>
  );
}
