import { orderRotation, type RotationAnswer, type RotationOrder } from '@gatehouse/server';
import { withSettings } from './operator-store.js';

/** What `--now` costs, said each time it is paid. */
const cost =
  'Verifiers that keep a copy of the keys refuse new tokens until they fetch them again: most do so when they meet an unknown key, ' +
  'some only after a day.';

/**
 * `gatehouse keys rotate TENANT`: the published next key takes over; with `now`, one that nobody has seen.
 * @returns the exit code: 0 done, 1 not done, 2 not understood.
 */
export async function rotateKeys(
  tenant: string,
  { algorithm, now }: { readonly algorithm: string; readonly now: boolean },
  settings: readonly string[],
): Promise<number> {
  if (algorithm !== 'RS256' && algorithm !== 'ES256') {
    console.error(`\`${algorithm}\` is not a signing algorithm here; use RS256 or ES256`);
    return 2;
  }
  const order = { tenant, algorithm, how: now ? 'now' : 'known' } as const;
  return withSettings(settings, async (read) => report(order, await orderRotation(read, order)));
}

function report({ tenant, algorithm, how }: Omit<RotationOrder, 'order'>, answer: RotationAnswer): number {
  switch (answer.kind) {
    case 'rotated':
      console.log(`${algorithm} ${answer.current} signs from now on`);
      if (answer.next !== undefined) console.log(`${algorithm} ${answer.next} is published as the next one`);
      if (answer.retired !== undefined) {
        console.log(`${algorithm} ${answer.retired} stays published until its last token has expired`);
      }
      if (how === 'now') console.error(cost);
      return 0;
    case 'too-early':
      console.error(
        `the next ${algorithm} key of \`${tenant}\`, ${answer.next}, is published, but verifiers may not know it before ` +
          `${new Date(answer.knownFrom).toISOString()}; try again then, or let a new key sign at once with --now. ${cost}`,
      );
      return 1;
    case 'unknown-tenant':
      console.error(`tenant \`${tenant}\` was not found`);
      return 1;
  }
}
