import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import pg from 'pg';
import { systemIds } from '../../ids/index.js';
import type { Session } from '../session.js';
import { codeOf } from '../unavailable.js';

/** The role that owns nothing and that row-level security binds. */
const appRole = 'gatehouse_app';

interface RoleAttributes {
  readonly name: string;
  readonly superuser: boolean;
  readonly bypass: boolean;
  readonly maker: boolean;
}

/**
 * Decides who the service works as, and makes the application role able to log in when the URL's user may do that.
 * @returns the role to log in as; undefined when the URL's user works itself, as a user that row-level security binds.
 * @throws when every way ends in a role that sees all tenants.
 */
export async function prepareAppRole(owner: Session, password: string | undefined): Promise<string | undefined> {
  const self = await attributes(owner, 'current_user');
  if (self === undefined) throw new Error('the database does not know its own user');
  if (password !== undefined && (self.superuser || self.maker)) {
    await makeRole(owner, password);
    const made = await attributes(owner, `'${appRole}'`);
    if (made !== undefined) confined(made);
    return appRole;
  }
  const advice =
    password === undefined
      ? 'give it a user without them, or a password for the role it makes'
      : 'give it another user';
  confined(self, advice);
  return undefined;
}

/** Makes sure that a connection works as a role that row-level security binds. */
export async function requireConfined(session: Session): Promise<void> {
  const self = await attributes(session, 'current_user');
  if (self !== undefined) confined(self);
}

function confined({ name, superuser, bypass }: RoleAttributes, advice = 'take them from it'): void {
  if (!superuser && !bypass) return;
  const power = superuser ? 'SUPERUSER' : 'BYPASSRLS';
  throw new Error(
    `the service may not work as the database role \`${name}\`: it is ${power}, so tenants would not be kept apart. ` +
      `Roles of the service have neither SUPERUSER nor BYPASSRLS: ${advice}`,
  );
}

/** @param role an SQL expression. */
async function attributes(session: Session, role: string): Promise<RoleAttributes | undefined> {
  const { rows } = await session.sendOnce(`
    select rolname::text as name, rolsuper as superuser, rolbypassrls as bypass, rolcreaterole as maker
    from pg_roles where rolname = ${role}`);
  return rows[0] as RoleAttributes | undefined;
}

const tries = 5;

async function makeRole(owner: Session, password: string): Promise<void> {
  const secret = pg.escapeLiteral(scramVerifier(password, systemIds.bytes(16)));
  for (let attempt = 1; ; attempt += 1) {
    const exists = (await attributes(owner, `'${appRole}'`)) !== undefined;
    // A user that is no superuser may not name SUPERUSER and BYPASSRLS in an ALTER, not even to deny them.
    const command = exists
      ? `alter role ${appRole} with login password ${secret}`
      : `create role ${appRole} with login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password ${secret}`;
    try {
      await owner.script(command);
      return;
    } catch (error) {
      // Roles belong to the whole server, the schema lock to one database: services of other databases may do the same.
      // SQLSTATE 42710: duplicate object; 23505: unique violation; XX000: tuple concurrently updated.
      if (!['42710', '23505', 'XX000'].includes(codeOf(error) ?? '') || attempt === tries) throw error;
    }
  }
}

const iterations = 4096;

/**
 * What a server stores of a password (RFC 5802 §3, with SHA-256 as RFC 7677 has it). Sent in place of the password, so that a
 * server that logs its statements logs no password.
 */
function scramVerifier(password: string, salt: Buffer): string {
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, iterations, 32, 'sha256');
  const keyed = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${keyed('Server Key').toString('base64')}`;
}
