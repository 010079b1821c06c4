import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOutboundDns } from './index.js';
import { startNameServer } from './name-server.fixture.js';

let server: Awaited<ReturnType<typeof startNameServer>>;
beforeAll(async () => {
  server = await startNameServer({
    'contoso.example': [['v=spf1 -all'], ['MS=ms', '12345678']],
    'empty.example': [],
    'broken.example': 'failure',
    'silent.example': 'silence',
  });
});
afterAll(() => server.stop());

const texts = (name: string, timeoutMs = 5000) =>
  createOutboundDns({ timeoutMs, servers: [server.address] }).texts(name);

describe('the text records of a name', () => {
  it('are given whole, however many parts they come in', async () => {
    expect(await texts('contoso.example')).toEqual({ kind: 'found', texts: ['v=spf1 -all', 'MS=ms12345678'] });
  });

  it.each(['empty.example', 'nowhere.example'])('are none for %s', async (name) => {
    expect(await texts(name)).toEqual({ kind: 'found', texts: [] });
  });

  it('are not known when the server cannot say', async () => {
    expect(await texts('broken.example')).toMatchObject({ kind: 'failed' });
  });

  it('are not known when nobody answers in time', async () => {
    expect(await texts('silent.example', 100)).toMatchObject({ kind: 'failed' });
  });
});
