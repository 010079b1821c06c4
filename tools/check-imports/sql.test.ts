import { describe, expect, it } from 'vitest';
import { looksLikeSql } from './sql.js';

describe('a text reads as SQL when it', () => {
  it.each([
    'select id from users',
    '\n   SELECT *\n   FROM users',
    'select 1',
    "select set_config('app.tenant', $1, true)",
    '-- why\nselect id from users',
    'insert into users (id) values ($1)',
    'update users set name = $1',
    'UPDATE "users" u SET name = $1',
    'update $0 set name = $1',
    'delete from users',
    'create table if not exists users (id uuid)',
    'create unique index users_name on users (name)',
    'create policy own_rows on users using (true)',
    'alter table users add column x int',
    'drop table users',
    'with found as (select 1) select * from found',
    'with recursive tree (id) as (select 1) select id from tree',
    'where tenant_id = $1 and id = $2',
    'begin;',
    'set local role app',
  ])('is a statement or the start of one: %s', (text) => {
    expect(looksLikeSql(text)).toBe(true);
  });
});

describe('a text does not read as SQL when it', () => {
  it.each([
    'select an account',
    'select',
    'update your password',
    'update the settings of this user',
    'create a group',
    'create',
    'delete',
    'delete the user',
    'with these permissions the app can read mail',
    'where is this tenant',
    'set a password',
    'begin',
    'user.update',
    'selected from the list',
  ])('is an English sentence or a word: %s', (text) => {
    expect(looksLikeSql(text)).toBe(false);
  });
});
