import { builtInRole, roleTemplateIds } from '@gatehouse/model';
import { expect, it } from 'vitest';
import { mayBeScoped, type RoleScopeKind } from './may-be-scoped.js';

const kinds: readonly RoleScopeKind[] = [
  'administrativeUnit',
  'user',
  'group',
  'device',
  'application',
  'servicePrincipal',
];
const kindsOf = (role: { readonly id: string; readonly isBuiltIn: boolean }) =>
  kinds.filter((kind) => mayBeScoped(role, kind));
const builtIn = (name: keyof typeof roleTemplateIds) => {
  const role = builtInRole(roleTemplateIds[name]);
  if (role === undefined) throw new Error(name);
  return role;
};

it('a role that acts on what units hold can be given for a unit, or for one of those', () => {
  expect(kindsOf(builtIn('userAdministrator'))).toEqual(['administrativeUnit', 'user', 'group', 'device']);
});

it('a role that acts on applications can be given for one of them, and for no unit', () => {
  expect(kindsOf(builtIn('applicationAdministrator'))).toEqual(['application', 'servicePrincipal']);
});

it('a role that is about the tenant can be given for the tenant alone', () => {
  expect(kindsOf(builtIn('globalAdministrator'))).toEqual([]);
  expect(kindsOf(builtIn('conditionalAccessAdministrator'))).toEqual([]);
});

it('a role that a tenant made can be given for anything', () => {
  expect(kindsOf({ id: 'c0000000-0000-4000-8000-000000000001', isBuiltIn: false })).toEqual(kinds);
});
