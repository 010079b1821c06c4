import type { VNode } from 'preact';
import { Actions, Button, Field, Form, type FormTarget } from '../../elements/index.js';
import type { Page, PageProps } from '../../page.js';
import { fieldNames } from '../../posted-form.js';

/** Who is signing in? */
export interface IdentifyView extends FormTarget {
  readonly kind: 'identify';
  /** What was typed last, or the `login_hint`. */
  readonly userName?: string;
  /** An example of a user name in this tenant. */
  readonly userNameExample?: string;
  readonly error?: string | undefined;
  readonly applicationName?: string;
  /** Where to get a lost account back; the link is shown once there is such a place. A path on this origin. */
  readonly recoverHref?: string;
  /** `back` to the accounts of this browser, or `cancel` back to the application. */
  readonly wayBack?: 'back' | 'cancel';
}

export const identify: Page<IdentifyView> = {
  title: (_, words) => words.text('identify.title'),
  Body: Identify,
};

function Identify({ view, words }: PageProps<IdentifyView>): VNode {
  return (
    <>
      {view.applicationName !== undefined && (
        <p class="lead">{words.phrase('identify.toContinue', { application: view.applicationName })}</p>
      )}
      <Form target={view}>
        <Field
          name={fieldNames.userName}
          label={words.text('identify.userName')}
          hint={
            view.userNameExample !== undefined &&
            words.phrase('identify.userNameHint', { example: view.userNameExample })
          }
          error={view.error}
          input={{
            type: 'text',
            inputMode: 'email',
            dir: 'auto',
            value: view.userName ?? '',
            // HTML §4.10.18.7: `webauthn` lets the browser offer passkeys in the list of user names.
            autocomplete: 'username webauthn',
            autocapitalize: 'none',
            autocorrect: 'off',
            spellcheck: false,
            autofocus: true,
            required: true,
          }}
        />
        {view.recoverHref !== undefined && (
          <p>
            <a href={view.recoverHref}>{words.text('identify.recover')}</a>
          </p>
        )}
        <Actions>
          <Button choice="next" look="primary">
            {words.text('action.next')}
          </Button>
          {view.wayBack && (
            <Button choice={view.wayBack} look="secondary">
              {words.text(`action.${view.wayBack}`)}
            </Button>
          )}
        </Actions>
      </Form>
    </>
  );
}
