// The named peer: node-oidc-provider with its in-memory adapter and an RS256 key of the same size as ours. Prints one JSON line
// with its port when it accepts connections.
import { generateKeyPairSync } from 'node:crypto';
import { Provider } from 'oidc-provider';

const port = Number(process.argv[2] ?? 0);
const issuer = `http://localhost:${port}`;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const provider = new Provider(issuer, {
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'bench' }] },
  clients: [
    {
      client_id: 'daemon',
      client_secret: 'fake-secret-of-the-bench-daemon',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_post',
    },
    {
      client_id: 'web',
      client_secret: 'fake-secret-of-the-bench-web-app',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: ['https://app.example/callback'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  cookies: { keys: ['fake-cookie-key'] },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => 'https://api.example/',
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'read',
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
        audience: 'https://api.example/',
      }),
    },
  },
  pkce: { required: () => true },
  rotateRefreshToken: false,
  // Without a consent page `offline_access` is dropped from every request (OIDC Core §11), and with it the refresh token.
  issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
  // A refresh then looks for no session: less work for the peer.
  expiresWithSession: async () => false,
  findAccount: async (_context, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, name: 'Bench Person', email: 'bench@example.com' }),
  }),
  // Every request is granted what it asks for, as ours has tenant-wide grants.
  loadExistingGrant: async (context) => {
    const grant = new context.oidc.provider.Grant({
      clientId: context.oidc.client.clientId,
      accountId: context.oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile offline_access');
    grant.addResourceScope('https://api.example/', 'read');
    await grant.save();
    return grant;
  },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  ttl: { Session: 86_400, Grant: 86_400, AccessToken: 3600, IdToken: 3600, RefreshToken: 86_400, Interaction: 3600 },
});

// Signs the one person in without a page: the first authorization request makes the session that the measured ones use.
provider.use(async (context, next) => {
  if (!context.path.startsWith('/interaction/')) return next();
  await provider.interactionFinished(
    context.req,
    context.res,
    { login: { accountId: 'bench' } },
    { mergeWithLastSubmission: false },
  );
  context.respond = false;
});

provider.on('grant.error', (_context, error) => console.error(error.error_detail ?? error));
const server = provider.listen(port, '127.0.0.1', () => {
  console.log(JSON.stringify({ event: 'ready', baseUrl: issuer, pid: process.pid }));
});
process.on('SIGTERM', () => server.close(() => process.exit(0)));
