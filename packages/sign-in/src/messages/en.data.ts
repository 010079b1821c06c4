/**
 * Every sentence of the hosted pages in English: the catalogue that other languages translate.
 * `{name}` marks a place that a page fills; the lookup knows the places of each message.
 */
export const en = {
  'layout.footer': 'Protected by Gatehouse',
  'layout.errorPrefix': 'Error:',

  'account.another': 'Use another account',
  'account.signedIn': 'Signed in',
  'account.signedOut': 'Signed out',

  'application.verified': 'Verified publisher',
  'application.unverified': 'Unverified publisher',
  'application.domain': 'Publisher domain: {domain}',

  'action.back': 'Back',
  'action.cancel': 'Cancel',
  'action.next': 'Next',
  'action.continue': 'Continue',
  'action.yes': 'Yes',
  'action.no': 'No',
  'action.return': 'Return to the application',

  'identify.title': 'Sign in',
  'identify.toContinue': 'to continue to {application}',
  'identify.userName': 'User name',
  'identify.userNameHint': 'For example {example}',
  'identify.recover': 'Can’t access your account?',
  'identify.error.required': 'Enter your user name.',
  'identify.error.malformed': 'Enter a user name in the form name@example.com.',
  'identify.error.unknown': 'We could not find an account with that user name.',

  'password.title': 'Enter your password',
  'password.password': 'Password',
  'password.signIn': 'Sign in',
  'password.error.required': 'Enter your password.',
  'password.error.wrong': 'The user name or the password is wrong.',
  'password.error.locked': 'Too many wrong attempts. Wait a while, then try again.',

  'pickAccount.title': 'Pick an account',

  'staySignedIn.title': 'Stay signed in?',
  'staySignedIn.text': 'Choose “Yes” to be asked to sign in less often in this browser.',
  'staySignedIn.warning': 'Choose “No” on a device that you share with others.',

  'consent.title': 'Permissions requested',
  'consent.titleOrganization': 'Permissions requested for your organization',
  'consent.wants': '{application} would like to:',
  'consent.wantsOrganization': '{application} would like, for everyone in {tenant}, to:',
  'consent.organizationOption': 'Consent on behalf of your organization',
  'consent.organizationOptionHint': 'Nobody in {tenant} will be asked again.',
  'consent.organization': 'your organization',
  'consent.accepting': 'Accept only if you trust this application with this access.',
  'consent.acceptingUnverified': 'The publisher is not verified. Accept only if you know who made this application.',
  'consent.terms': 'Terms of service',
  'consent.privacy': 'Privacy statement',
  'consent.review': 'You can review and take back permissions at any time in {place}.',
  'consent.reviewPlace': 'My Apps',
  'consent.accept': 'Accept',

  'adminConsentRequired.title': 'An administrator must approve this',
  'adminConsentRequired.text':
    '{application} needs permissions that only an administrator of {tenant} can grant. Ask an administrator to grant them, then try again.',
  'adminConsentRequired.permissions': 'What {application} asks for:',
  'adminConsentRequired.another': 'Sign in with another account',

  'deviceCode.title': 'Enter the code',
  'deviceCode.text': 'Your device or app shows a code. Enter it here to sign in there.',
  'deviceCode.code': 'Code',
  'deviceCode.codeHint': 'Spaces, dashes and small letters do not matter.',
  'deviceCode.error.required': 'Enter the code that your device shows.',
  'deviceCode.error.unknown': 'That code is not valid or has expired. Check it, or get a new one on your device.',

  'deviceConfirm.title': 'Did you start this sign-in?',
  'deviceConfirm.text': 'You are about to sign in to {application} on another device.',
  'deviceConfirm.from': 'The request came from {origin}.',
  'deviceConfirm.warning':
    'Continue only if you started this yourself. If somebody sent you the code, choose “No”: they would get access to your account.',
  'deviceConfirm.yes': 'Yes, continue',

  'deviceDone.approvedTitle': 'You are signed in',
  'deviceDone.approved': 'You are signed in to {application} on your device. You can close this window.',
  'deviceDone.declinedTitle': 'Sign-in declined',
  'deviceDone.declined': '{application} was not given access to your account. You can close this window.',

  'formPost.title': 'Taking you back to the application',
  'formPost.text': 'If nothing happens, choose “Continue”.',

  'signedOut.title': 'You signed out',
  'signedOut.text': 'It is a good idea to close all browser windows.',
  'signedOut.frame': 'Signing out of an application',

  'signOutConfirm.title': 'Which account do you want to sign out of?',
  'signOutConfirm.cancel': 'Stay signed in',

  'error.title': 'We could not sign you in',
  'error.details': 'Details for support',
  'error.code': 'Error code',
  'error.correlationId': 'Correlation ID',
  'error.requestId': 'Request ID',
  'error.timestamp': 'Time',
  'error.whatToDo': 'What to do',

  'errorList.title': 'Error codes',
  'errorList.text': 'Every error of this platform, with what it means and what to do.',
  'errorList.table': 'Error codes',
  'errorList.number': 'Code',
  'errorList.oauth': 'OAuth error',
  'errorList.meaning': 'Meaning',

  'errorDetail.unknownTitle': 'Unknown error code',
  'errorDetail.unknown': 'This platform has no error with the code {code}.',
  'errorDetail.all': 'All error codes',

  'home.title': 'Sign-in service',
  'home.text': 'Gatehouse is running at {address}.',
  'home.development': 'Development mode',
  'home.tenants': 'Tenants',
  'home.metadata': 'OpenID Connect metadata',
  'home.errors': 'Error codes',
} as const;
