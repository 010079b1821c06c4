import type { VNode } from 'preact';
import { AccountList, Actions, Button, Form, type FormTarget, type ListedAccount } from '../../elements/index.js';
import type { Page, PageProps } from '../../page.js';

/** Sign-out without a hint, or from elsewhere: which account, if any? (OpenID Connect RP-Initiated Logout 1.0 §2) */
export interface SignOutConfirmView extends FormTarget {
  readonly kind: 'sign-out-confirm';
  readonly accounts: readonly ListedAccount[];
}

export const signOutConfirm: Page<SignOutConfirmView> = {
  title: (_, words) => words.text('signOutConfirm.title'),
  Body: SignOutConfirm,
};

function SignOutConfirm({ view, words }: PageProps<SignOutConfirmView>): VNode {
  return (
    <Form target={view}>
      <AccountList accounts={view.accounts} words={words} />
      <Actions>
        <Button choice="cancel" look="secondary">
          {words.text('signOutConfirm.cancel')}
        </Button>
      </Actions>
    </Form>
  );
}
