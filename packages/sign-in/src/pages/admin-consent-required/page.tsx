import type { VNode } from 'preact';
import {
  type AccountSummary,
  AccountTile,
  Actions,
  ApplicationCard,
  type ApplicationSummary,
  Button,
  Form,
  type FormTarget,
  Permissions,
  type PermissionText,
} from '../../elements/index.js';
import type { Page, PageProps } from '../../page.js';

/** The application asks for what this person may not grant (AADSTS90094). */
export interface AdminConsentRequiredView extends FormTarget {
  readonly kind: 'admin-consent-required';
  readonly application: ApplicationSummary;
  readonly account: AccountSummary;
  readonly permissions: readonly PermissionText[];
}

export const adminConsentRequired: Page<AdminConsentRequiredView> = {
  title: (_, words) => words.text('adminConsentRequired.title'),
  Body: AdminConsentRequired,
};

function AdminConsentRequired({ view, context, words }: PageProps<AdminConsentRequiredView>): VNode {
  const application = view.application.name;
  const tenant = context.tenantName ?? words.text('consent.organization');
  return (
    <>
      <div class="current-account">
        <AccountTile account={view.account} />
      </div>
      <ApplicationCard application={view.application} words={words} />
      <p>{words.phrase('adminConsentRequired.text', { application, tenant })}</p>
      <p class="list-heading">{words.phrase('adminConsentRequired.permissions', { application })}</p>
      <Permissions permissions={view.permissions} />
      <Form target={view}>
        <Actions>
          <Button choice="return" look="primary">
            {words.text('action.return')}
          </Button>
          <Button choice="another-account" look="secondary">
            {words.text('adminConsentRequired.another')}
          </Button>
        </Actions>
      </Form>
    </>
  );
}
