import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openStore } from './index.js';
import { describeStore } from './store-suite.fixture.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describeStore({
  engine: 'embedded',
  open: (settings) => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-store-'));
    folders.push(folder);
    return openStore({ engine: 'embedded', dataDir: join(folder, 'store'), ...settings });
  },
});
