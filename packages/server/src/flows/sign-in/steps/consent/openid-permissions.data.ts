import type { PermissionText } from '@gatehouse/sign-in';

/** OpenID scopes in the words of a consent page; no resource publishes them. */
export const openIdPermissionTexts: Readonly<Record<string, PermissionText>> = {
  openid: {
    title: 'Sign you in',
    description: 'The application learns that it is you, and the same person each time.',
  },
  profile: {
    title: 'See your basic profile',
    description: 'Your name, your user name and the tenant that you belong to.',
  },
  email: {
    title: 'See your email address',
    description: 'The main email address of your account.',
  },
  offline_access: {
    title: 'Keep the access that you have given it',
    description: 'Also while you are not using the application. It gives no further permissions.',
  },
};
