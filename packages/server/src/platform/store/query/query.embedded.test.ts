import { vi } from 'vitest';
import { openStore } from '../index.js';
import { describeQueries } from './query-suite.fixture.js';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

describeQueries({
  engine: 'embedded',
  open: ({ oneConnection: _, ...settings }) => openStore({ engine: 'embedded', memory: true, ...settings }),
});
