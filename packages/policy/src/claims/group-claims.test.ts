import type { GroupId } from '@gatehouse/model';
import { describe, expect, it } from 'vitest';
import { type GroupClaimsInput, groupClaims } from './group-claims.js';

const ids = (count: number, mark = 'a'): GroupId[] =>
  Array.from({ length: count }, (_, index) => `${mark}-${index}` as GroupId);
const membersEndpoint = 'https://login.example/v1.0/users/u/getMemberObjects';

function asked(more: Partial<GroupClaimsInput>): GroupClaimsInput {
  return {
    settings: ['SecurityGroup'],
    allGroups: ids(3),
    securityGroups: ids(2),
    assignedGroups: ids(1, 'assigned'),
    directoryRoles: [],
    asRoles: false,
    fromAuthorization: false,
    membersEndpoint,
    ...more,
  };
}

const overage = {
  _claim_names: { groups: 'src1' },
  _claim_sources: { src1: { endpoint: membersEndpoint } },
};

describe('group claims', () => {
  it.each<[title: string, input: Partial<GroupClaimsInput>, claims: object]>([
    ['SecurityGroup: the security groups', {}, { groups: ids(2) }],
    ['All: every group', { settings: ['All'] }, { groups: ids(3) }],
    ['ApplicationGroup: the assigned groups', { settings: ['ApplicationGroup'] }, { groups: ['assigned-0'] }],
    [
      'several together: each group once',
      { settings: ['SecurityGroup', 'ApplicationGroup'], assignedGroups: ids(1) },
      { groups: ids(2) },
    ],
    ['DirectoryRole: no groups', { settings: ['DirectoryRole'], directoryRoles: ['r'] }, { wids: ['r'] }],
    ['All: directory roles too', { settings: ['All'], directoryRoles: ['r'] }, { wids: ['r'], groups: ids(3) }],
    ['directory roles only where asked for', { directoryRoles: ['r'] }, { groups: ids(2) }],
    ['a person without roles: no empty claim', { settings: ['DirectoryRole'] }, {}],
    ['a person without groups: no empty claim', { securityGroups: [] }, {}],
    ['as roles', { asRoles: true }, { roles: ids(2) }],
    ['200 groups fit', { securityGroups: ids(200) }, { groups: ids(200) }],
    ['201 are to be asked for at Graph', { securityGroups: ids(201) }, overage],
    ['201 as roles are too', { securityGroups: ids(201), asRoles: true }, overage],
    ['five fit into an address', { securityGroups: ids(5), fromAuthorization: true }, { groups: ids(5) }],
    ['six do not', { securityGroups: ids(6), fromAuthorization: true }, { hasgroups: true }],
    ['nor do 201', { securityGroups: ids(201), fromAuthorization: true }, { hasgroups: true }],
  ])('%s', (_, input, claims) => {
    expect(groupClaims(asked(input))).toEqual(claims);
  });
});
