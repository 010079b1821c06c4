import { complex, complexes, complexType, type EntityType, flag, one, text } from '../../schema/index.js';

const emailAddress = complexType('emailAddress', [
  text('address', { maxLength: 320 }),
  text('name', { maxLength: 256 }),
]);
const recipient = complexType('recipient', [complex('emailAddress', emailAddress)]);

const invitedUserMessageInfo = complexType('invitedUserMessageInfo', [
  complexes('ccRecipients', recipient, { maxItems: 1 }),
  text('customizedMessageBody', { maxLength: 5000 }),
  text('messageLanguage', { maxLength: 32 }),
]);

/** `invitation` (Microsoft Graph documentation: invitation resource type). */
export const invitationType: EntityType = {
  name: 'invitation',
  base: 'entity',
  properties: [
    text('inviteRedeemUrl', { writable: 'never' }),
    text('invitedUserDisplayName', { maxLength: 256 }),
    text('invitedUserEmailAddress', { required: true, maxLength: 320 }),
    complex('invitedUserMessageInfo', invitedUserMessageInfo),
    text('invitedUserType'),
    text('inviteRedirectUrl', { required: true, maxLength: 2048 }),
    flag('resetRedemption'),
    flag('sendInvitationMessage'),
    text('status', { writable: 'never' }),
  ],
  navigations: [one('invitedUser', 'user')],
};
