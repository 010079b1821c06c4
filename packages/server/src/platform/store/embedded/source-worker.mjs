// Starts a worker whose file is TypeScript source: tests and tools run without a build. The compiled service does not use it.
import { register } from 'tsx/esm/api';

register();
await import(new URL('./database-worker.ts', import.meta.url).href);
