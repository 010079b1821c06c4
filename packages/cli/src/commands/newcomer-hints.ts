import type { Settings } from '@gatehouse/server';

/** What a newcomer tries first; only for the sample tenants, whose secrets are fake and public. */
export function newcomerHints(
  settings: Pick<Settings, 'seed'>,
  baseUrl: string,
  caFile: string | null,
): readonly string[] {
  if (!settings.seed.some((path) => path.endsWith('contoso.yaml'))) return [];
  const trust = caFile === null ? '' : `NODE_EXTRA_CA_CERTS=${caFile} `;
  const authority = baseUrl === 'https://localhost:8443' ? '' : `GATEHOUSE_URL=${baseUrl} `;
  const example = (path: string) => `    ${trust}${authority}node examples/${path}`;
  return [
    '  Sign in as       avery@contoso.example with Fake-Passw0rd-1',
    '',
    '  Get a token for the daemon:',
    example('daemon/daemon.mjs'),
    '  Run the sample API, then in another terminal the sample web app (http://localhost:3000):',
    example('api/api.mjs'),
    example('web-app/web-app.mjs'),
  ];
}
