import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { application, federatedIdentityCredential } from '../sample.fixture.js';
import { type ApiDescription, openApi } from './openapi.js';
import { paths } from './sample-service.fixture.js';

const api: ApiDescription = {
  title: 'Gatehouse Graph',
  version: 'v1.0',
  server: 'https://login.example/v1.0',
  authority: 'https://login.example/common',
  types: [application, federatedIdentityCredential],
  paths,
};
const document = openApi(api);
const written = `${JSON.stringify(document, null, 2)}\n`;

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly requestBody?: unknown;
}
const operations = document.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>;

describe('the OpenAPI document', () => {
  it('is the one that was looked at and found right', () => {
    expect(written).toBe(readFileSync(new URL('golden/openapi.json', import.meta.url), 'utf8'));
  });

  it('is the same for the same declarations', () => {
    expect(JSON.stringify(openApi(structuredClone(api)), null, 2)).toBe(written.trimEnd());
  });

  it('has every schema that it refers to', () => {
    const references = [...written.matchAll(/"\$ref": "#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    const { schemas } = document.components as { schemas: Readonly<Record<string, unknown>> };
    expect(references.length).toBeGreaterThan(10);
    expect(references.filter((name) => name === undefined || !Object.hasOwn(schemas, name))).toEqual([]);
  });

  it('tells every place of a path as a parameter', () => {
    for (const [path, methods] of Object.entries(operations)) {
      const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters = [] } of Object.values(methods)) {
        expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(places);
      }
    }
  });

  it('calls every operation differently', () => {
    const ids = Object.values(operations).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
    expect(ids).toHaveLength(paths.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells permissions from the least to the most privileged, any of which suffices', () => {
    expect(operations['/applications']?.get?.security).toEqual([
      { delegated: ['Application.Read.All'] },
      { delegated: ['Directory.Read.All'] },
      { application: ['Application.Read.All'] },
    ]);
  });

  it('tells what an answer is when it is made, changed, asked and done', () => {
    const statuses = Object.values(operations).flatMap((methods) =>
      Object.values(methods).map(({ operationId, responses }) => [operationId, Object.keys(responses)[0]]),
    );
    expect(Object.fromEntries(statuses)).toEqual({
      get_applications: '200',
      post_applications: '201',
      patch_applications_id: '204',
      delete_applications_id_owners_owner_ref: '204',
      post_applications_id_addPassword: '200',
      post_directoryObjects_checkMemberGroups: '200',
    });
  });

  it('asks for required properties only where an entity is made', () => {
    expect(JSON.stringify(operations['/applications']?.post?.requestBody)).toContain('"required":["displayName"]');
    expect(JSON.stringify(operations['/applications/{id}']?.patch?.requestBody)).not.toContain('displayName');
  });
});
