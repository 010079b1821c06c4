// Owns: which authentication methods there are for a tenant to configure, what each configuration may say, and what it says at first.
// Refuses: letting anybody sign in. Called by: the directory's policies; later registration and sign-in.
export { initialMethodConfigurations, type MethodId, methodTypes } from './initial-configurations.data.js';
export {
  type MethodConfiguration,
  type MethodTarget,
  methodConfigurationProblems,
  methodsPolicyProblems,
} from './method-configuration.js';
