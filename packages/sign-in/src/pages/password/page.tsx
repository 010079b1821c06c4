import type { VNode } from 'preact';
import {
  type AccountSummary,
  Actions,
  Button,
  CurrentAccount,
  Field,
  Form,
  type FormTarget,
} from '../../elements/index.js';
import type { Page, PageProps } from '../../page.js';
import { fieldNames } from '../../posted-form.js';

/** Prove the account with its password. */
export interface PasswordView extends FormTarget {
  readonly kind: 'password';
  /** Until the password is proved, give the user name alone: a display name would tell who has an account here. */
  readonly account: AccountSummary;
  readonly error?: string | undefined;
  /** Back to the application. */
  readonly cancellable?: true;
}

export const password: Page<PasswordView> = {
  title: (_, words) => words.text('password.title'),
  Body: Password,
};

function Password({ view, words }: PageProps<PasswordView>): VNode {
  return (
    <>
      <CurrentAccount account={view.account} target={view} words={words} />
      <Form target={view}>
        {/* Tells password managers whose password this is. It has no name, so that it is not posted. */}
        <input type="text" autocomplete="username" value={view.account.userName} readonly hidden />
        <Field
          name={fieldNames.password}
          label={words.text('password.password')}
          error={view.error}
          input={{ type: 'password', autocomplete: 'current-password', dir: 'ltr', autofocus: true, required: true }}
        />
        <Actions>
          <Button choice="next" look="primary">
            {words.text('password.signIn')}
          </Button>
          {view.cancellable && (
            <Button choice="cancel" look="secondary">
              {words.text('action.cancel')}
            </Button>
          )}
        </Actions>
      </Form>
    </>
  );
}
