import { authenticationMethodsPolicy as kind } from '../../../../directory/index.js';
import {
  authenticationMethodsPolicyType,
  methodConfigurationTypes,
} from '../../entities/policies/authentication-methods.js';
import { findAll } from '../../operations/document-set.js';
import { getSingleton, type SingletonDocument, singletonOperations } from '../../operations/singleton-document.js';
import type { GraphCall, GraphOperation, GraphResource, GraphResult } from '../../resource.js';
import { project } from '../../schema/index.js';
import { changing, methodConfigurationOperations, reading } from './configuration-operations.js';
import { configurations, configurationTypeOf } from './configuration-set.js';

type MethodsPolicy = (typeof kind)['initial'];

const policy: SingletonDocument<MethodsPolicy> = {
  name: 'policies/authenticationMethodsPolicy',
  type: authenticationMethodsPolicyType,
  kind,
  noun: 'the authentication methods policy',
  access: { read: reading, update: changing },
};

/** Which methods people may prove themselves by (Microsoft Graph documentation: authenticationMethodsPolicy). */
export const authenticationMethodsPolicy: GraphResource = {
  name: 'authenticationMethodsPolicy',
  types: [...methodConfigurationTypes.values()],
  operations: [
    ...singletonOperations(policy).map(
      (operation): GraphOperation => (operation.method === 'GET' ? { ...operation, run: getPolicy } : operation),
    ),
    ...methodConfigurationOperations(),
  ],
};

/** The policy with what is said of each method. */
async function getPolicy(call: GraphCall): Promise<GraphResult> {
  const found = await getSingleton(policy, call);
  if (found.kind !== 'entity') return found;
  const documents = await call.perform(findAll(configurations));
  const shown = documents.map(({ body }) => ({
    '@odata.type': body['@odata.type'],
    ...project(configurationTypeOf(body['@odata.type']), body, null),
  }));
  const values = { ...found.entity.values, authenticationMethodConfigurations: shown };
  return { ...found, entity: { ...found.entity, values } };
}
