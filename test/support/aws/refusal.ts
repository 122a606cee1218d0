import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { PluggedKey } from '../card/virtual-key.ts';
import type { Ended, Stage, Started } from './stage.ts';

/** What a command that was refused left behind. */
export interface Refusal {
  /** The problem of `--json` without its words. */
  readonly problem: Record<string, unknown>;
  readonly stderr: string;
  /** How often the key asked for a touch. */
  readonly touches: number;
  /** Requests that carried a code. */
  readonly codes: number;
  /** Steps that nobody can use any more. */
  readonly spentSteps: number;
  readonly seconds: number;
}

export interface RefusedRun {
  /** Touches the key as soon as it blinks. */
  readonly touch?: PluggedKey;
  readonly input?: string;
  readonly environment?: Record<string, string>;
  /** Starts the command in place of `stage.roletap`. */
  readonly run?: (words: readonly string[]) => Started;
}

/** Everything in a folder, byte for byte: names, kinds, modes and contents. */
export const photograph = (folder: string): Readonly<Record<string, string>> => {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    const content = entry.isFile() ? readFileSync(path).toString('latin1') : entry.isSymbolicLink() ? 'link' : 'folder';
    return [entry.name, `${(lstatSync(path).mode & 0o7777).toString(8)} ${content}`] as const;
  });
  return Object.fromEntries(entries);
};

const spentSteps = (stage: Stage): number => {
  const folder = join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap', 'spent-steps');
  return existsSync(folder) ? readdirSync(folder).length : 0;
};

const withCode = (stage: Stage): number => stage.simulator.requests.filter((request) => request.withCode).length;

/** What no person should ever see: a stack, a hole in a sentence, a secret. */
export const expectCleanText = (stage: Stage, text: string): void => {
  expect(text).not.toMatch(/\n\s+at |undefined|\bNaN\b|\[object |internal error|Exception\b/);
  for (const secret of [stage.keys.secretAccessKey, Buffer.from(stage.device.seed).toString('hex')]) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/\bASIA[A-Z0-9]{16}\b/);
};

/** Runs a command that must be refused, with `--json`, and checks what holds for every refusal: exit code, form, and that nothing is lost or left. */
export const refused = async (stage: Stage, words: readonly string[], options: RefusedRun = {}): Promise<Refusal> => {
  const folder = dirname(stage.credentials);
  const before = photograph(folder);
  const codes = withCode(stage);
  let touches = 0;
  const stop = options.touch?.key.onAwaitingTouch((wait) => {
    if (!wait) return;
    touches += 1;
    setImmediate(() => options.touch?.key.touch());
  });
  const started = Date.now();
  const line = [...words, '--json'];
  const running = options.run ? options.run(line) : stage.roletap(line, options);
  const ended: Ended = await running.ended;
  stop?.();
  expect(ended.code, ended.stdout + ended.stderr).toBe(3);
  const { title, advice, ...problem } = (ended.json() as { problem: Record<string, unknown> }).problem;
  for (const sentence of [title, advice]) expect(String(sentence)).toMatch(/^.{8,}$/);
  expectCleanText(stage, ended.stdout + ended.stderr);
  expect(photograph(folder)).toEqual(before);
  return {
    problem,
    stderr: ended.stderr,
    touches,
    codes: withCode(stage) - codes,
    spentSteps: spentSteps(stage),
    seconds: (Date.now() - started) / 1000,
  };
};

/** The same command without `--json`: gives the one line that a person reads. */
export const refusedInWords = async (stage: Stage, words: readonly string[], options: Omit<RefusedRun, 'touch'> = {}): Promise<string> => {
  const running = options.run ? options.run(words) : stage.roletap(words, options);
  const ended = await running.ended;
  expect([ended.code, ended.stdout], ended.stderr).toEqual([3, '']);
  expectCleanText(stage, ended.stderr);
  const lines = ended.stderr.trimEnd().split('\n');
  expect(lines.filter((text) => text.startsWith('roletap: '))).toHaveLength(1);
  return lines.at(-1) ?? '';
};
