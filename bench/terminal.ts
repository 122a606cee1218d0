import { join } from 'node:path';
import { dataFolder } from '../src-main/storage/folders.ts';
import { createStage, type Ended, start } from '../test/support/aws/stage.ts';
import { startPcscd } from '../test/support/card/pcscd.ts';
import { plugVirtualKey } from '../test/support/card/virtual-key.ts';
import { inTurn, median, type Row, spread } from './measure.ts';

const expectDone = ({ code, stderr }: Ended, what: string): void => {
  if (code !== 0) throw new Error(`${what} ended with ${code}: ${stderr}`);
};

/** What is asked of a session that is held, with the YubiKey plugged in and no app running, and how many times the start of Node it may take. */
const starts = [
  { words: ['--help'], limit: 2 },
  { words: ['credentials', 'dev'], limit: 3 },
  { words: ['env', 'dev'], limit: 3 },
  { words: ['sessions'], limit: 3 },
  { words: ['exec', 'dev', '--', 'true'], limit: 3.5 },
] as const;

/** `roletap code` and `ykman` on the same virtual card, which lives in this process: both are only waited for, never blocked on. */
export const benchTerminal = async (): Promise<readonly Row[]> => {
  const pcscd = await startPcscd();
  const stage = await createStage();
  const plugged = await plugVirtualKey(pcscd, { serial: 12345678 });
  plugged.key.store({ id: 'Example:alice', secret: new Uint8Array(20).fill(7) });
  const environment = stage.home.environment;
  const ykman = ['--reader', plugged.reader, 'oath', 'accounts', 'code', '--single', 'alice'];
  const ours = async () => expectDone(await stage.roletap(['code', 'Example:alice']).ended, 'roletap');
  const theirs = async () => expectDone(await start('ykman', ykman, { ...environment, LC_ALL: 'C.UTF-8' }).ended, 'ykman');
  /** Each run finds the card in the same state: ykman leaves it without power, we leave it on, and the next one would pay or profit. */
  const insertAnew = async () => {
    await plugged.remove();
    await plugged.insert();
  };
  const run = async (words: readonly string[]) => expectDone(await stage.roletap(words).ended, `roletap ${words[0]}`);
  const node = async () => expectDone(await start(process.execPath, ['-e', '0'], environment).ended, 'node');
  try {
    const code = await inTurn({ warmUp: 1, counted: 11 }, ours, theirs, insertAnew);
    plugged.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: false });
    await run(['tap', 'dev']);
    const against: Row[] = [];
    for (const { words, limit } of starts) {
      const { ours, theirs } = await inTurn({ warmUp: 1, counted: 9 }, () => run(words), node);
      against.push({
        what: `\`roletap ${words.join(' ')}\` against \`node -e 0\``,
        measured: median(ours) / median(theirs),
        unit: 'x',
        limit,
        note: `start to end: ours ${spread(ours)}, node ${spread(theirs)}, 9 runs each in turn`,
      });
    }
    await run(['prompt', 'starship']);
    const segment = join(dataFolder({ platform: process.platform, env: environment, home: environment.HOME ?? '' }), 'roletap-prompt');
    const prompt = async () => expectDone(await start(segment, [], { ...environment, AWS_PROFILE: 'dev-tap' }).ended, 'roletap-prompt');
    const empty = async () => expectDone(await start('/bin/sh', ['-c', ':'], environment).ended, 'sh');
    const prompts = await inTurn({ warmUp: 2, counted: 21 }, prompt, empty);
    return [
      {
        what: '`roletap-prompt`, the segment of a prompt',
        measured: median(prompts.ours),
        unit: 'ms',
        limit: 20,
        note: `ours ${spread(prompts.ours)}, an empty sh ${spread(prompts.theirs)}, 21 runs each in turn`,
      },
      {
        what: '`roletap code` against `ykman oath accounts code`',
        measured: median(code.ours) / median(code.theirs),
        unit: 'x',
        limit: 0.5,
        note: `wall time: ours ${spread(code.ours)}, ykman ${spread(code.theirs)}, 11 runs each in turn on a card just put in`,
      },
      ...against,
    ];
  } finally {
    await plugged.remove();
    await pcscd.stop();
    await stage.close();
  }
};
