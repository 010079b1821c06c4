import { type EntraObject, type JsonObject, saysNothing, textOf, withoutSilence } from './entra-export.js';
import { listed, listIn, loseProperty, type Mapping, relatedObjects, type SeedItem } from './mapping.js';

/** Secrets without what they are, which nobody but their owners knows, and certificates where the export has them. */
export function credentialsOf(object: EntraObject, mapping: Mapping): SeedItem {
  const secrets = listIn(object, 'passwordCredentials', mapping);
  if (secrets.length > 0) {
    const reason = 'exports tell no secrets: give each a `secretText`, or make new ones; until then they prove nothing';
    loseProperty(object, 'passwordCredentials', reason, mapping);
  }
  const passwordCredentials = secrets
    .filter(({ hint }) => textOf(hint) !== undefined)
    .map(({ keyId, displayName, hint, startDateTime, endDateTime }) =>
      withoutSilence({ keyId, displayName, hint, startDateTime, endDateTime }),
    );
  const keyCredentials = listIn(object, 'keyCredentials', mapping).flatMap((one) =>
    certificateOf(one, object, mapping),
  );
  return { ...listed('passwordCredentials', passwordCredentials), ...listed('keyCredentials', keyCredentials) };
}

function certificateOf(credential: JsonObject, object: EntraObject, mapping: Mapping): readonly SeedItem[] {
  const { key, keyId, displayName, usage, startDateTime, endDateTime, type } = credential;
  if (usage === 'Sign') {
    loseProperty(
      object,
      'keyCredentials',
      'private keys are part of no export; tokens are signed by new ones',
      mapping,
    );
    return [];
  }
  const der = textOf(key);
  if (der === undefined || !/^[A-Za-z0-9+/=\s]+$/.test(der)) {
    const reason =
      'the export does not hold the certificate: export the object by itself, with `$select=id,keyCredentials`';
    loseProperty(object, 'keyCredentials', reason, mapping);
    return [];
  }
  const lines = der.replaceAll(/\s/g, '').match(/.{1,64}/g) ?? [];
  const certificate = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  return [withoutSilence({ keyId, displayName, usage, type, startDateTime, endDateTime, certificate })];
}

/** Which key tokens are encrypted for, where that key is there. */
export function encryptionKeyOf(object: EntraObject, credentials: SeedItem, mapping: Mapping): SeedItem {
  const id = object.value['tokenEncryptionKeyId'];
  if (saysNothing(id)) return {};
  const keys = (credentials['keyCredentials'] ?? []) as readonly SeedItem[];
  if (keys.some(({ keyId }) => keyId === id)) return { tokenEncryptionKeyId: id };
  loseProperty(object, 'tokenEncryptionKeyId', 'the key that it names is not imported', mapping);
  return {};
}

const understood: ReadonlySet<string> = new Set(['id', 'name', 'issuer', 'subject', 'audiences', 'description']);

/** Trust in the tokens of other issuers; one that says more than is understood would trust more than it did. */
export function federatedOf(object: EntraObject, mapping: Mapping): readonly SeedItem[] {
  const property = 'federatedIdentityCredentials';
  return relatedObjects(object, property, mapping).flatMap((one) => {
    const unknown = Object.keys(one).find(
      (name) => !understood.has(name) && !name.includes('@') && !saysNothing(one[name]),
    );
    if (unknown !== undefined) {
      const reason = `\`${String(one['name'])}\` says \`${unknown}\`, which is not supported; it is left out`;
      loseProperty(object, property, reason, mapping);
      return [];
    }
    const { id, name, issuer, subject, audiences, description } = one;
    return [withoutSilence({ id, name, issuer, subject, audiences, description })];
  });
}
