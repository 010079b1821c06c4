import { describe, expect, it } from 'vitest';
import { extensionPropertyName, extensionPropertyProblems } from './extension-property.js';
import { appId } from './sample-application.fixture.js';

describe('a directory extension', () => {
  it('has a name that says whose it is', () => {
    expect(extensionPropertyName(appId, 'jobGroup')).toBe('extension_20000000000000000000000000000001_jobGroup');
  });

  it.each([
    ['a plain name', 'jobGroup', ['User']],
    ['a name of 85 characters', 'x'.repeat(85), ['User', 'Group']],
    ['digits and underscores', '_1', ['Organization']],
  ])('may have %s', (_title, name, targets) => {
    expect(extensionPropertyProblems(name, targets)).toEqual([]);
  });

  it.each([
    ['no name', '', ['User'], 'name'],
    ['a name of 86 characters', 'x'.repeat(86), ['User'], 'name'],
    ['a name with a hyphen', 'job-group', ['User'], 'name'],
    ['a name beyond ASCII', 'jøb', ['User'], 'name'],
    ['no kind of object', 'jobGroup', [], 'targetObjects'],
    ['a kind of object twice', 'jobGroup', ['User', 'User'], 'targetObjects'],
  ])('cannot have %s', (_title, name, targets, path) => {
    expect(extensionPropertyProblems(name, targets)).toMatchObject([{ path }]);
  });
});
