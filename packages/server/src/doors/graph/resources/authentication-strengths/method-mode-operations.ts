import { authenticationCombinations, methodModes } from '@gatehouse/policy';
import { notFound } from '../../refusal-error.js';
import type { GraphOperation, OperationAccess } from '../../resource.js';
import { choice, type EntityType, enumType, text } from '../../schema/index.js';

const path = '/identity/conditionalAccess/authenticationStrength';

const modeType: EntityType = {
  name: 'authenticationMethodModeDetail',
  base: 'entity',
  properties: [
    choice(
      'authenticationMethod',
      enumType(
        'baseAuthenticationMethod',
        ...['password', 'voice', 'hardwareOath', 'softwareOath', 'sms', 'fido2', 'windowsHelloForBusiness'],
        ...['microsoftAuthenticator', 'temporaryAccessPass', 'email', 'x509Certificate', 'federation', 'qrCodePin'],
      ),
      { writable: 'never' },
    ),
    text('displayName', { writable: 'never' }),
  ],
  navigations: [],
};

/** Modes of methods that have several. */
const methodOfMode: Readonly<Record<string, string>> = {
  microsoftAuthenticatorPush: 'microsoftAuthenticator',
  deviceBasedPush: 'microsoftAuthenticator',
  temporaryAccessPassOneTime: 'temporaryAccessPass',
  temporaryAccessPassMultiUse: 'temporaryAccessPass',
  x509CertificateSingleFactor: 'x509Certificate',
  x509CertificateMultiFactor: 'x509Certificate',
  federatedSingleFactor: 'federation',
  federatedMultiFactor: 'federation',
};

const modes = Object.entries(methodModes).map(([id, displayName]) => ({
  type: modeType,
  values: { id, authenticationMethod: methodOfMode[id] ?? id, displayName },
}));

/** What strengths are made of: the modes of methods, and their combinations. */
export function methodModeOperations(read: Omit<OperationAccess, 'target'>): readonly GraphOperation[] {
  const reading = { method: 'GET', access: { ...read, target: { kind: 'tenant' } } } as const;
  const context = `${path.slice(1)}/authenticationMethodModes`;
  return [
    {
      ...reading,
      path: `${path}/combinations`,
      summary: 'List every combination of authentication methods',
      run: async () => ({
        kind: 'value',
        context: 'Collection(microsoft.graph.authenticationMethodModes)',
        value: [...authenticationCombinations.keys()],
      }),
    },
    {
      ...reading,
      path: `${path}/authenticationMethodModes`,
      summary: 'List the modes of authentication methods',
      describes: { answer: modeType, many: true },
      run: async () => ({ kind: 'collection', context, entities: modes, select: null, next: null }),
    },
    {
      ...reading,
      path: `${path}/authenticationMethodModes/:id`,
      summary: 'Get a mode of an authentication method',
      describes: { answer: modeType },
      run: async ({ params: { id = '' } }) => {
        const entity = modes.find((one) => one.values.id === id);
        return entity === undefined ? notFound(id) : { kind: 'entity', context, entity, select: null };
      },
    },
  ];
}
