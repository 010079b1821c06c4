// The resources of the Graph door: one folder and one line each.
import type { GraphResource } from '../resource.js';
import { me } from './me/resource.js';
import { organization } from './organization/resource.js';
import { users } from './users/resource.js';

/** Every resource of Graph that is here. */
export const resources: readonly GraphResource[] = [me, users, organization];
