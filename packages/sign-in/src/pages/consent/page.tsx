import type { ComponentChildren, VNode } from 'preact';
import {
  type AccountSummary,
  Actions,
  Alert,
  ApplicationCard,
  type ApplicationSummary,
  Button,
  CurrentAccount,
  Form,
  type FormTarget,
  Permissions,
  type PermissionText,
} from '../../elements/index.js';
import { outwardUrl } from '../../foreign/index.js';
import type { Page, PageProps } from '../../page.js';
import { fieldNames } from '../../posted-form.js';

/** May this application have these permissions? */
export interface ConsentView extends FormTarget {
  readonly kind: 'consent';
  readonly application: ApplicationSummary & {
    readonly termsOfServiceUrl?: string;
    readonly privacyStatementUrl?: string;
  };
  readonly account: AccountSummary;
  readonly permissions: readonly PermissionText[];
  /** For whom: the person, the person or by a tick box everyone in the tenant, or everyone (the admin consent endpoint). */
  readonly grantee: 'person' | 'person-or-organization' | 'organization';
  /** Where permissions can be reviewed later; a path on this origin. */
  readonly reviewHref?: string;
}

export const consent: Page<ConsentView> = {
  title: (view, words) => words.text(view.grantee === 'organization' ? 'consent.titleOrganization' : 'consent.title'),
  Body: Consent,
};

function Consent(props: PageProps<ConsentView>): VNode {
  const { view, words } = props;
  return (
    <>
      <CurrentAccount account={view.account} target={view} words={words} />
      <ApplicationCard application={view.application} words={words} />
      <p class="list-heading">{wants(props)}</p>
      <Permissions permissions={view.permissions} />
      <Form target={view}>
        {view.grantee === 'person-or-organization' && <ForOrganization {...props} />}
        {view.application.publisher.kind === 'unverified' ? (
          <Alert tone="warning">
            <p>{words.text('consent.acceptingUnverified')}</p>
          </Alert>
        ) : (
          <p>{words.text('consent.accepting')}</p>
        )}
        <SmallPrint {...props} />
        <Actions>
          <Button choice="accept" look="primary">
            {words.text('consent.accept')}
          </Button>
          <Button choice="cancel" look="secondary">
            {words.text('action.cancel')}
          </Button>
        </Actions>
      </Form>
    </>
  );
}

function wants({ view, context, words }: PageProps<ConsentView>): ComponentChildren {
  const application = view.application.name;
  if (view.grantee !== 'organization') return words.phrase('consent.wants', { application });
  const tenant = context.tenantName ?? words.text('consent.organization');
  return words.phrase('consent.wantsOrganization', { application, tenant });
}

function ForOrganization({ context, words }: PageProps<ConsentView>): VNode {
  const id = fieldNames.forOrganization;
  const tenant = context.tenantName ?? words.text('consent.organization');
  return (
    <div class="tick">
      <input type="checkbox" id={id} name={id} value="yes" aria-describedby={`${id}-hint`} />
      <label for={id}>{words.text('consent.organizationOption')}</label>
      <p class="hint" id={`${id}-hint`}>
        {words.phrase('consent.organizationOptionHint', { tenant })}
      </p>
    </div>
  );
}

function SmallPrint({ view, words }: PageProps<ConsentView>): VNode {
  const { termsOfServiceUrl, privacyStatementUrl } = view.application;
  const links = [
    { href: termsOfServiceUrl, text: words.text('consent.terms') },
    { href: privacyStatementUrl, text: words.text('consent.privacy') },
  ].filter(({ href }) => href !== undefined);
  return (
    <div class="small-print">
      {links.length > 0 && (
        <ul class="links">
          {links.map(({ href = '', text }) => (
            <li>
              {/* In a new window: the sign-in stays where it is. */}
              <a href={outwardUrl(href)} target="_blank" rel="noopener noreferrer">
                {text}
              </a>
            </li>
          ))}
        </ul>
      )}
      {view.reviewHref !== undefined && (
        <p>
          {words.phrase('consent.review', { place: <a href={view.reviewHref}>{words.text('consent.reviewPlace')}</a> })}
        </p>
      )}
    </div>
  );
}
