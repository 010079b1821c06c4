import type { Application, ServicePrincipal } from '@gatehouse/model';

/** A resource as issuance reads it: its service principal in the tenant and the registration behind it. */
export interface ResourceRegistrationFacts {
  /** As the client wrote it. */
  readonly name: string;
  readonly servicePrincipal: ServicePrincipal;
  readonly application: Application;
}
