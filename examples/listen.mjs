// @ts-check
import { createServer } from 'node:http';

/**
 * Serves a sample on this machine. The variable PORT chooses another port; 0 takes a free one.
 * @param {number} usualPort
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => unknown} handler
 * @returns {Promise<string>} where it is: scheme, host and port
 */
export function listen(usualPort, handler) {
  const port = Number(process.env.PORT ?? usualPort);
  const server = createServer((request, response) => void handler(request, response));
  return new Promise((resolve) => {
    server.on('error', (error) => {
      console.error(`http://localhost:${port} cannot be served (${error.message}); choose another port with PORT=…`);
      process.exit(1);
    });
    server.listen(port, 'localhost', () => {
      const address = server.address();
      resolve(`http://localhost:${typeof address === 'object' ? address?.port : port}`);
    });
  });
}
