import type { AdministrativeUnit, AdministrativeUnitId } from '@gatehouse/model';
import { askObjects } from '../objects/ask-objects.js';
import type { DirectoryOperation } from '../operation.js';
import { readUnitsById, unitShape } from './repository.js';

/** A page of administrative units as a query wants them, and how many there are. */
export const { page: pageUnits, count: countUnits } = askObjects(unitShape);

/** One administrative unit as stored now. */
export function findUnit(id: string): DirectoryOperation<AdministrativeUnit | undefined> {
  return async ({ tx }) => (await readUnitsById(tx, [id as AdministrativeUnitId]))[0];
}
