import { forge, keySet, makeKey, userClaims, present } from '/work/main/packages/protect/src/testing/forge.js';
import { protectorWith } from '/work/main/packages/protect/src/testing/platform.js';
const key = makeKey('k');
const token = forge(key, userClaims());
const p = protectorWith(keySet(key), { tokenCache: { maxEntries: 0 } });
for (let r = 0; r < 4; r++) {
  const t = process.cpuUsage();
  const n = 30000;
  for (let i = 0; i < n; i++) {
    const x = await p.verify(token);
    if (x.kind !== 'valid') throw 1;
  }
  const u = process.cpuUsage(t);
  console.log('verify', ((u.user + u.system) / n).toFixed(2), (u.system / n).toFixed(2));
}
