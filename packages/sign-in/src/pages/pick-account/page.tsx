import type { VNode } from 'preact';
import { AccountList, Actions, Button, Form, type FormTarget, Icon, type ListedAccount } from '../../elements/index.js';
import type { Page, PageProps } from '../../page.js';
import { type Choice, fieldNames } from '../../posted-form.js';

/** Which of the accounts of this browser? */
export interface PickAccountView extends FormTarget {
  readonly kind: 'pick-account';
  readonly accounts: readonly ListedAccount[];
  readonly applicationName?: string;
  /** Back to the application. */
  readonly cancellable?: true;
}

export const pickAccount: Page<PickAccountView> = {
  title: (_, words) => words.text('pickAccount.title'),
  Body: PickAccount,
};

const another: Choice = 'another-account';

function PickAccount({ view, words }: PageProps<PickAccountView>): VNode {
  return (
    <>
      {view.applicationName !== undefined && (
        <p class="lead">{words.phrase('identify.toContinue', { application: view.applicationName })}</p>
      )}
      <Form target={view}>
        <AccountList accounts={view.accounts} words={words} />
        <button type="submit" class="account-button" name={fieldNames.choice} value={another}>
          <span class="tile">
            <span class="initials initials-icon">
              <Icon name="other" />
            </span>
            <span class="tile-name">{words.text('account.another')}</span>
          </span>
        </button>
        {view.cancellable && (
          <Actions>
            <Button choice="cancel" look="secondary">
              {words.text('action.cancel')}
            </Button>
          </Actions>
        )}
      </Form>
    </>
  );
}
