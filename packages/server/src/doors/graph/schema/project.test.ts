import { describe, expect, it } from 'vitest';
import { project } from './project.js';
import { application, federatedIdentityCredential } from './sample.fixture.js';

const entity = {
  tags: ['a'],
  id: '1',
  displayName: 'App',
  notes: 'note',
  web: { redirectUris: ['https://app.example'] },
  keyCredentials: [{ keyId: 'k', key: 'AQID' }],
  pin: 'example-pin',
  passwordProfile: { password: 'example-password', forceChangePasswordNextSignIn: true },
  settings: { Engineering: { level: 1 } },
  undeclared: 'u',
  extension_x: 'e',
};

describe('what is shown of an entity', () => {
  const shown = project(application, entity, null);

  it('is what is returned by default, in the order of the declaration', () => {
    expect(Object.keys(shown)).toEqual([
      'deletedDateTime',
      'displayName',
      'id',
      'appId',
      'templateId',
      'accountEnabled',
      'isFallback',
      'uniqueName',
      'createdDateTime',
      'startDateTime',
      'birthday',
      'lifetime',
      'tokenVersion',
      'size',
      'score',
      'thumbprint',
      'signInAudience',
      'tags',
      'log',
      'clients',
      'appRoles',
      'keyCredentials',
      'requiredResourceAccess',
      'web',
      'info',
      'settings',
    ]);
  });

  it('is null where a value is absent, and an empty list where a list is', () => {
    expect(shown).toMatchObject({ appId: null, info: null, appRoles: [], log: [], tags: ['a'] });
    expect(shown.web).toEqual({
      homePageUrl: null,
      redirectUris: ['https://app.example'],
      implicitGrantSettings: null,
    });
  });

  it('is what was selected, in the order of the declaration', () => {
    expect(Object.entries(project(application, entity, ['tags', 'notes', 'displayName']))).toEqual([
      ['displayName', 'App'],
      ['notes', 'note'],
      ['tags', ['a']],
    ]);
    expect(project(application, entity, [])).toEqual({});
  });

  it('passes over names of other types', () => {
    expect(project(federatedIdentityCredential, { id: '1', issuer: 'i', x: 1 }, ['issuer', 'x', 'jobTitle'])).toEqual({
      issuer: 'i',
    });
  });

  it('has inside of it what is returned on request only when its property was selected', () => {
    expect(shown.keyCredentials).toEqual([{ keyId: 'k', displayName: null, key: null, createdOnce: null }]);
    expect(project(application, entity, ['keyCredentials'])).toEqual({
      keyCredentials: [{ keyId: 'k', displayName: null, key: 'AQID', createdOnce: null }],
    });
  });

  it('has undeclared properties of an open type when they are selected and there', () => {
    expect(project(application, entity, ['extension_x', 'extension_y', 'id'])).toEqual({ id: '1', extension_x: 'e' });
    expect(shown).not.toHaveProperty('undeclared');
  });

  it('has nothing undeclared of a structured value that is not open', () => {
    const web = { redirectUris: [], leftover: 1 };
    expect(project(application, { web }, ['web'])).toEqual({
      web: { homePageUrl: null, redirectUris: [], implicitGrantSettings: null },
    });
  });

  it('has what an open structured value holds', () => {
    expect(shown.settings).toEqual({ Engineering: { level: 1 } });
  });
});

describe('a secret', () => {
  it('is never shown', () => {
    const all = [...application.properties.map(({ name }) => name), 'password'];
    expect(JSON.stringify(project(application, entity, all))).not.toMatch(/example-p/);
    expect(project(application, entity, ['passwordProfile'])).toEqual({ passwordProfile: null });
  });

  it('inside a structured value is null', () => {
    const profile = { ...application, properties: application.properties.map(({ secret: _, ...one }) => one) };
    expect(project(profile, entity, ['passwordProfile'])).toEqual({
      passwordProfile: { password: null, forceChangePasswordNextSignIn: true },
    });
  });
});

describe('what an object has from its prototype', () => {
  it('is not shown', () => {
    const heir = Object.create({ notes: 'inherited' }) as Record<string, unknown>;
    expect(project(application, heir, ['notes', 'toString', '__proto__'])).toEqual({ notes: null });
  });
});
