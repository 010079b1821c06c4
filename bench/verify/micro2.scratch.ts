import { parseToken, readPrincipal } from '/work/main/packages/protect/src/token/index.js';
import { forge, makeKey, userClaims } from '/work/main/packages/protect/src/testing/forge.js';
import { frozenSet } from '/work/main/packages/protect/src/token/frozen.js';
const key = makeKey('k'); const token = forge(key, userClaims());
function time(name: string, f: () => unknown) { for (let i=0;i<50000;i++) f(); const t=process.cpuUsage(); const n=200000; for (let i=0;i<n;i++) f(); const u=process.cpuUsage(t); console.log(name.padEnd(20), ((u.user+u.system)/n).toFixed(2)); }
const parsed = parseToken(token); if (parsed.kind!=='parsed') throw 1;
for (let i=0;i<3;i++){
time('parse', () => parseToken(token));
time('principal', () => readPrincipal(parsed.claims, '2.0'));
time('sets', () => [frozenSet(['a','b']), frozenSet([]), frozenSet([]), frozenSet([])]);
const c={a:1,b:2,c:3,d:4,e:5,f:6,g:7,h:8,i:9,j:10,k:11,l:12,m:13,n:14};
const name='x';
time('kind first', () => Object.freeze({kind:'user',...c,scopes:1,name,username:name}));
time('spread first', () => Object.freeze({...c,kind:'user',scopes:1,name,username:name}));
time('no freeze', () => ({...c,kind:'user',scopes:1,name,username:name}));
}
