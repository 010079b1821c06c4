// Starts a whole platform in this process, with a clock that the test moves. Published for users' own tests: a tenant with real
// applications, people and grants in a second, and no server to install.
export { type StartedPlatform, startTestPlatform, type TestPlatformOptions } from './start-test-platform.js';
