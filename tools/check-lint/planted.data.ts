/** One mistake planted in an otherwise clean file, and the lint rule that must name it. */
export interface PlantedMistake {
  /** Completes the sentence "refuses …". */
  readonly refuses: string;
  readonly rule: string;
  readonly text: string;
}

const lines = (count: number): string => '  x += 1;\n'.repeat(count);
const work = 'async function work(): Promise<number> {\n  return Promise.resolve(1);\n}\n';

export const planted: readonly PlantedMistake[] = [
  { refuses: 'a promise that nobody waits for', rule: 'no-floating-promises', text: `${work}work();\n` },
  {
    refuses: 'a promise taken for a yes',
    rule: 'no-misused-promises',
    text: `${work}export const x = (): number => (work() ? 1 : 2);\n`,
  },
  {
    refuses: 'waiting for what is no promise',
    rule: 'await-thenable',
    text: 'export const x = async (n: number): Promise<number> => {\n  await n;\n  return n;\n};\n',
  },
  {
    refuses: 'a promise handed out of a try',
    rule: 'return-await',
    text: `${work}export const x = async (): Promise<number> => {\n  try {\n    return work();\n  } catch {\n    return 0;\n  }\n};\n`,
  },
  { refuses: 'any, written', rule: 'no-explicit-any', text: 'export const x = (v: any): string => String(v);\n' },
  {
    refuses: 'any, smuggled in',
    rule: 'no-unsafe-assignment',
    text: 'export const x = (text: string): void => {\n  const value = JSON.parse(text);\n  console.log(value);\n};\n',
  },
  {
    refuses: 'a value declared to be there',
    rule: 'no-non-null-assertion',
    text: 'export const x = (v: string | undefined): number => v!.length;\n',
  },
  {
    refuses: 'a switch that forgets a case',
    rule: 'switch-exhaustiveness-check',
    text: "export function x(v: 'a' | 'b'): void {\n  switch (v) {\n    case 'a':\n      console.log(v);\n  }\n}\n",
  },
  {
    refuses: 'a thrown string',
    rule: 'only-throw-error',
    text: "export function x(): never {\n  throw 'no';\n}\n",
  },
  {
    refuses: 'a loose comparison',
    rule: 'eqeqeq',
    text: 'export const x = (a: number, b: number): boolean => a == b;\n',
  },
  {
    refuses: 'a function of more than 50 lines',
    rule: 'max-lines-per-function',
    text: `export function f(): number {\n  let x = 0;\n${lines(46)}  return x;\n}\nexport function g(): number {\n  let x = 0;\n${lines(47)}  return x;\n}\n`,
  },
  {
    refuses: 'a method of more than 50 lines',
    rule: 'max-lines-per-function',
    text: `export class C {\n  f(): number {\n    let x = 0;\n${lines(60)}    return x;\n  }\n}\n`,
  },
  {
    refuses: 'an arrow function of more than 50 lines',
    rule: 'max-lines-per-function',
    text: `export const f = (): number => {\n  let x = 0;\n${lines(60)}  return x;\n};\n`,
  },
  {
    refuses: 'a silenced rule that needs no silence',
    rule: 'unused directive',
    text: '// oxlint-disable-next-line eqeqeq -- planted to be unneeded\nexport const x = 1;\n',
  },
];
