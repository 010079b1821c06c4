import type { Application, ApplicationId } from '@gatehouse/model';
import { askObjects } from '../objects/ask-objects.js';
import type { DirectoryOperation } from '../operation.js';
import { applicationShape, readApplicationsById } from './repository.js';

/** A page of applications as a query wants them, and how many there are. */
export const { page: pageApplications, count: countApplications } = askObjects(applicationShape);

/** One application as stored now. */
export function findApplication(id: string): DirectoryOperation<Application | undefined> {
  return async ({ tx }) => (await readApplicationsById(tx, [id as ApplicationId]))[0];
}
