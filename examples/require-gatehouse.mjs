// @ts-check

/**
 * Ends the sample with one sentence about what to do when Gatehouse cannot be reached. MSAL alone would say `endpoints_resolution_error`
 * or `network_error`, whatever the cause. Your own programs do not need this.
 * @param {string} gatehouse scheme, host and port
 */
export async function requireGatehouse(gatehouse) {
  const answer = await fetch(`${gatehouse}/contoso.example/v2.0/.well-known/openid-configuration`).catch((error) =>
    stop(whyUnreachable(gatehouse, error.cause?.code ?? error.message)),
  );
  if (!answer.ok) stop(`${gatehouse} does not know contoso.example: start Gatehouse with examples/contoso.yaml.`);
}

/**
 * @param {string} gatehouse
 * @param {string} reason the code of the failure, as Node names it
 */
function whyUnreachable(gatehouse, reason) {
  if (/CERT|ISSUER|SIGNATURE/.test(reason)) {
    return `This program does not trust the certificate of ${gatehouse} (${reason}).
Name the CA file that Gatehouse printed when it started, for example NODE_EXTRA_CA_CERTS=.gatehouse/tls/ca.pem`;
  }
  return `Gatehouse does not answer at ${gatehouse} (${reason}).
Start it with \`npm start\`, or say where it is: GATEHOUSE_URL=https://HOST:PORT`;
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
