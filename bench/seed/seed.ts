// npm run bench -- seed > bench-seed.json: the tenant that the token benchmark asks, for a server that somebody starts elsewhere.
import { benchSeed } from '../token/bench-seed.js';

console.log(benchSeed());
