import { expect } from 'vitest';
import { ok } from '../../../../src-main/contract/result.ts';
import { commands } from '../../../../src-main/terminal/commands/commands.ts';
import { type Arguments, readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import type { Output } from '../../../../src-main/terminal/console/command.ts';
import type { Choice } from '../../../../src-main/terminal/console/console.ts';
import { settle } from '../../../fakes/clock.ts';
import { asPiped } from '../../../fakes/plain-text.ts';
import { never } from '../../../fakes/world.ts';
import { createSetting, type EnrollStage, openStage, type StageOptions } from '../../app/enroll/enroll-fixture.ts';

export const jane = 'arn:aws:iam::111122223333:mfa/jane';

/** What a person types, or how that comes about: what a page of AWS's takes or shows. */
type Typed = string | undefined | ((stage: EnrollStage) => string);

/** The terminal's commands over a stage, and a person who types. */
export const setUp = async (
  options: StageOptions & { readonly isInteractive?: boolean; readonly typed?: readonly Typed[]; readonly line?: string } = {},
) => {
  const setting = createSetting(options);
  const stage = await openStage(options, setting);
  const notes: string[] = [];
  const asked: { readonly question: string; readonly secret: boolean }[] = [];
  const offered: Choice[] = [];
  const typed = [...(options.typed ?? [])];
  const console = {
    out: () => {},
    note: (line: string) => void notes.push(line),
    isInteractive: options.isInteractive ?? false,
    ask: async (question: string, secret: boolean) => {
      asked.push({ question, secret });
      const next = typed.shift();
      return typeof next === 'function' ? next(stage) : next;
    },
    pick: async (question: string, choices: readonly Choice[]) => {
      asked.push({ question, secret: false });
      offered.push(...choices);
      const next = typed.shift();
      return typeof next === 'function' ? next(stage) : next;
    },
    readLine: async () => ok(options.line),
  };
  const run = async (line: string, signal = never()) => {
    const args = readArguments(line.split(' '));
    if (!args.ok) throw new Error(args.problem.code);
    const { command } = args.value as Arguments & { command: keyof typeof commands };
    let done = false;
    const outcome = commands[command](stage.app, args.value, signal, console).finally(() => {
      done = true;
    });
    const deadline = performance.now() + 10_000;
    while (!done && performance.now() < deadline) {
      await settle(2);
      const { waiting, enroll, now } = stage.snapshot();
      const page = enroll?.page;
      const until = waiting.find(({ kind }) => kind === 'step')?.deadline ?? (page && 'until' in page ? page.until : undefined);
      if (until !== undefined && until > now) await stage.world.clock.advance(until - now);
    }
    return outcome;
  };
  const output = async (line: string): Promise<Output & { readonly text: string }> => {
    const result = await run(line);
    if (!result.ok) throw new Error(JSON.stringify(result.problem));
    expect(JSON.parse(JSON.stringify(result.value.json))).toEqual(result.value.json);
    return asPiped(result.value);
  };
  const problem = async (line: string, signal?: AbortSignal) => {
    const result = await run(line, signal);
    return result.ok ? undefined : result.problem;
  };
  const addDevice = async () => {
    const device = setting.jane.addDevice({ name: 'jane' });
    const keys = stage.world.world.keys;
    await keys.put('12345678', {
      period: 30,
      name: jane,
      kind: 'totp',
      algorithm: 'sha1',
      digits: 6,
      seed: device.seed.slice(),
      touch: true,
    });
    await setting.clock.advance(60_000);
  };
  return { ...stage, setting, notes, asked, offered, output, problem, addDevice };
};
