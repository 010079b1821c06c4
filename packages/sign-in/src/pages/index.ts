// The list of pages. One folder and one line here per page; a page never imports another page.
// Owns which `kind` of view is drawn by which page. Called by `render-page` and `content-security-policy`.
import type { Page } from '../page.js';
import { type AdminConsentRequiredView, adminConsentRequired } from './admin-consent-required/page.js';
import { type ConsentView, consent } from './consent/page.js';
import { type DeviceCodeView, deviceCode } from './device-code/page.js';
import { type DeviceConfirmView, deviceConfirm } from './device-confirm/page.js';
import { type DeviceDoneView, deviceDone } from './device-done/page.js';
import { type ErrorView, error } from './error/page.js';
import { type ErrorDetailView, errorDetail } from './error-detail/page.js';
import { type ErrorListView, errorList } from './error-list/page.js';
import { type FormPostView, formPost } from './form-post/page.js';
import { type HomeView, home } from './home/page.js';
import { type IdentifyView, identify } from './identify/page.js';
import { type MessageView, message } from './message/page.js';
import { type PasswordView, password } from './password/page.js';
import { type PickAccountView, pickAccount } from './pick-account/page.js';
import { type SignOutConfirmView, signOutConfirm } from './sign-out-confirm/page.js';
import { type SignedOutView, signedOut } from './signed-out/page.js';
import { type StaySignedInView, staySignedIn } from './stay-signed-in/page.js';

export { formPostScript } from './form-post/page.js';

/** What a page shows; `kind` says which page. */
export type PageView =
  | IdentifyView
  | PasswordView
  | PickAccountView
  | StaySignedInView
  | ConsentView
  | AdminConsentRequiredView
  | DeviceCodeView
  | DeviceConfirmView
  | DeviceDoneView
  | FormPostView
  | SignedOutView
  | SignOutConfirmView
  | ErrorView
  | ErrorListView
  | ErrorDetailView
  | HomeView
  | MessageView;

type Pages = { readonly [Kind in PageView['kind']]: Page<Extract<PageView, { readonly kind: Kind }>> };

/** Every page, by the kind of its view. */
export const pages: Pages = {
  identify,
  password,
  'pick-account': pickAccount,
  'stay-signed-in': staySignedIn,
  consent,
  'admin-consent-required': adminConsentRequired,
  'device-code': deviceCode,
  'device-confirm': deviceConfirm,
  'device-done': deviceDone,
  'form-post': formPost,
  'signed-out': signedOut,
  'sign-out-confirm': signOutConfirm,
  error,
  'error-list': errorList,
  'error-detail': errorDetail,
  home,
  message,
};

/** The page of a view. `Pages` holds that each page takes the view of its own kind, which the compiler cannot follow here. */
export function pageOf(view: PageView): Page<PageView> {
  return pages[view.kind] as Page<PageView>;
}
