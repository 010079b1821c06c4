import { expect, test } from 'vitest';
import { createHashQueue } from './hash-queue.js';

/** Work that ends when told to. */
function work(): { run: () => Promise<string>; end: (value: string) => void; begun: () => boolean } {
  let finish: (value: string) => void = () => undefined;
  let begun = false;
  const ended = new Promise<string>((resolve) => {
    finish = resolve;
  });
  return {
    run: () => {
      begun = true;
      return ended;
    },
    end: (value) => finish(value),
    begun: () => begun,
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('runs only as many at once as allowed, in the order of arrival', async () => {
  const queue = createHashQueue(1, 10);
  const first = work();
  const second = work();
  const firstDone = queue.run(first.run);
  const secondDone = queue.run(second.run);
  await settle();
  expect([first.begun(), second.begun()]).toEqual([true, false]);
  first.end('one');
  expect(await firstDone).toEqual({ value: 'one' });
  await settle();
  expect(second.begun()).toBe(true);
  second.end('two');
  expect(await secondDone).toEqual({ value: 'two' });
});

test('refuses at once when too many are waiting', async () => {
  const queue = createHashQueue(1, 1);
  const running = work();
  const waiting = work();
  const one = queue.run(running.run);
  const two = queue.run(waiting.run);
  expect(await queue.run(work().run)).toBeUndefined();
  running.end('');
  waiting.end('');
  await Promise.all([one, two]);
  expect(await queue.run(async () => 'free again')).toEqual({ value: 'free again' });
});

test('work that fails gives its place to the next', async () => {
  const queue = createHashQueue(1, 1);
  const failing = queue.run(() => Promise.reject(new Error('broken')));
  const next = queue.run(async () => 'fine');
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toEqual({ value: 'fine' });
  expect(await queue.run(async () => 'still fine')).toEqual({ value: 'still fine' });
});
