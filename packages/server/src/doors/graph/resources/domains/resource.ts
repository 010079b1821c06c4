import {
  addDomain,
  changeDomain,
  type Domain,
  type DomainSettings,
  domainReferences,
  findDomain,
  isRefused,
  listDomains,
  removeDomain,
  verifyDomain,
} from '../../../../directory/index.js';
import { anyObjectType, renderObject } from '../../entities/directory-object.js';
import { visibleObjects } from '../../entities/visible-objects.js';
import { type GraphError, graphError } from '../../graph-error.js';
import { cursorOf, type EntitySet, etagOf } from '../../operations/entity-set.js';
import { ofTenant } from '../../operations/of-tenant.js';
import { pageInMemory } from '../../operations/page-in-memory.js';
import { getEntity, listEntities } from '../../operations/read-entities.js';
import { action, createEntity, deleteEntity, updateEntity } from '../../operations/write-entities.js';
import { notFound, refusalError } from '../../refusal-error.js';
import type { GraphCall, GraphEntity, GraphResource, GraphResult } from '../../resource.js';
import { checkQuery } from '../../schema/index.js';
import {
  createAccess,
  deleteAccess,
  readAccess,
  recordsAccess,
  referencesAccess,
  updateAccess,
  verifyAccess,
} from './domain-access.js';
import { proofOf } from './domain-proof.js';
import { dnsTextRecordType, domainType } from './domain-type.js';

const domainSet: EntitySet<Domain> = {
  name: 'domains',
  type: domainType,
  place: 'domain',
  render: ({ name: _name, settings, ...own }) => ({
    authenticationType: 'Managed',
    isAdminManaged: true,
    ...own,
    ...settings,
  }),
  find: (id) => findDomain(id),
  page: (query) => async (work) => pageInMemory(await listDomains()(work), ({ id }) => ({ id }), query),
};

/** The domains of a tenant: claimed, proved to be its own, and used (Microsoft Graph documentation: domain). */
export const domains: GraphResource = {
  name: 'domains',
  types: [domainType, dnsTextRecordType],
  sets: { domains: 'domain' },
  operations: [
    listEntities(domainSet, { summary: 'List domains', access: readAccess }),
    getEntity(domainSet, { summary: 'Get a domain', access: readAccess }),
    createEntity(domainSet, {
      summary: 'Claim a domain',
      access: createAccess,
      prepare: ({ values }) => prepareCreate(values),
    }),
    updateEntity(domainSet, {
      summary: 'Change a verified domain',
      access: updateAccess,
      prepare: (id, { values }, check) => {
        const fault = valueFault(values);
        if (fault !== undefined) return fault;
        return changeDomain(id, (before) => {
          const refusal = check(before);
          const { isDefault = before.isDefault } = values as { readonly isDefault?: boolean };
          return refusal ?? { isDefault, settings: withSettings(before.settings, values) };
        });
      },
    }),
    deleteEntity(domainSet, { summary: 'Give a domain up', access: deleteAccess, prepare: (id) => removeDomain(id) }),
    {
      method: 'GET' as const,
      path: '/domains/:domain/verificationDnsRecords',
      summary: 'List what proves a domain when it stands there',
      access: { ...recordsAccess, target: { kind: 'tenant' as const } },
      describes: { answer: dnsTextRecordType, many: true as const },
      run: listProofs,
    },
    action({
      path: '/domains/:domain/verify',
      summary: 'Look whether a domain is proved',
      access: { ...verifyAccess, target: { kind: 'tenant' } },
      run: (_parameters, call) => verify(call),
    }),
    {
      method: 'GET' as const,
      path: '/domains/:domain/domainNameReferences',
      summary: 'List what is named by a domain',
      access: { ...referencesAccess, target: { kind: 'tenant' as const } },
      run: listReferences,
    },
  ].map(ofTenant),
};

function prepareCreate(values: GraphEntity) {
  // Microsoft Graph documentation: create domain; the name is all that can be said.
  const [other] = Object.keys(values).filter((name) => name !== 'id');
  return other === undefined
    ? addDomain(String(values.id))
    : refusalError({ kind: 'refused', reason: 'invalid', property: other }, 'Domain');
}

/** What can be added and taken away (Microsoft Graph documentation: domain, supportedServices). */
const services: readonly unknown[] = ['Email', 'OfficeCommunicationsOnline', 'Yammer'];

function valueFault(values: GraphEntity): GraphError | undefined {
  const invalid = (property: string) => refusalError({ kind: 'refused', reason: 'invalid', property }, 'Domain');
  const { supportedServices = [], ...rest } = values as { readonly supportedServices?: readonly unknown[] };
  if (supportedServices.some((service) => !services.includes(service))) return invalid('supportedServices');
  const odd = Object.entries(rest).find(([, value]) => typeof value === 'number' && (value < 1 || value > 730));
  return odd && invalid(odd[0]);
}

function withSettings(before: DomainSettings, { isDefault: _place, ...values }: GraphEntity): DomainSettings {
  const settings = Object.entries({ ...before, ...values }).filter(([, value]) => value !== null);
  return Object.fromEntries(settings) as unknown as DomainSettings;
}

async function listProofs(call: GraphCall): Promise<GraphResult> {
  const name = call.params.domain ?? '';
  const domain = await call.perform(findDomain(name));
  if (domain === undefined) return notFound(name);
  const values = {
    id: domain.id,
    isOptional: false,
    label: domain.id,
    recordType: 'Txt',
    supportedService: null,
    ttl: 3600,
    text: await proofOf(call, domain.id),
  };
  return {
    kind: 'collection',
    context: `domains('${domain.id}')/verificationDnsRecords`,
    entities: [{ type: dnsTextRecordType, values }],
    select: null,
    next: null,
    polymorphic: true,
  };
}

async function verify(call: GraphCall): Promise<GraphResult> {
  const name = call.params.domain ?? '';
  const domain = await call.perform(findDomain(name));
  if (domain === undefined) return notFound(name);
  if (!domain.isVerified) {
    const found = await call.door.dns.texts(domain.id);
    if (found.kind === 'failed') {
      call.door.log.warn('domain not looked up', { domain: domain.id, reason: found.reason });
      return notProved('The domain could not be looked up. Try again later.');
    }
    const proof = await proofOf(call, domain.id);
    if (!found.texts.includes(proof)) return notProved(`The TXT record '${proof}' was not found in '${domain.id}'.`);
  }
  const verified = await call.perform(verifyDomain(domain.id));
  if (isRefused(verified)) return refusalError(verified, 'Domain');
  const values = { ...domainSet.render(verified, call), availabilityStatus: 'AvailableImmediately' };
  return {
    kind: 'entity',
    context: domainSet.name,
    entity: { type: domainType, values },
    select: null,
    etag: etagOf(domainSet.render(verified, call)),
  };
}

function notProved(message: string): GraphError {
  return graphError(400, 'Request_BadRequest', `Domain verification failed with the following error: ${message}`);
}

async function listReferences(call: GraphCall): Promise<GraphResult> {
  const name = call.params.domain ?? '';
  if ((await call.perform(findDomain(name))) === undefined) return notFound(name);
  const query = checkQuery(anyObjectType, call.query, {
    eventual: call.eventual,
    defaults: { top: 100, maxTop: 999 },
    cursor: await cursorOf(call),
  });
  if (query.kind === 'error') return query;
  const { top, after } = query.objectQuery;
  // One more than the page tells whether there is another page.
  const found = await call.perform(domainReferences(name, { top: top + 1, after: after?.id ?? null }));
  const last = found.length > top ? found[top - 1] : undefined;
  return {
    kind: 'collection',
    context: 'directoryObjects',
    entities: await visibleObjects(
      found.slice(0, top).map((object) => renderObject(object, call)),
      call,
    ),
    select: query.select,
    next: last === undefined ? null : query.nextToken({ value: null, id: last.entity.id }),
    polymorphic: true,
  };
}
