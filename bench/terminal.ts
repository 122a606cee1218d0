import { createStage, type Ended, start } from '../test/support/aws/stage.ts';
import { startPcscd } from '../test/support/card/pcscd.ts';
import { plugVirtualKey } from '../test/support/card/virtual-key.ts';
import { inTurn, median, type Row, spread } from './measure.ts';

const expectDone = ({ code, stderr }: Ended, what: string): void => {
  if (code !== 0) throw new Error(`${what} ended with ${code}: ${stderr}`);
};

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
  const help = async () => expectDone(await stage.roletap(['--help']).ended, 'roletap --help');
  const node = async () => expectDone(await start(process.execPath, ['-e', '0'], environment).ended, 'node');
  try {
    const code = await inTurn({ warmUp: 1, counted: 11 }, ours, theirs, insertAnew);
    const start = await inTurn({ warmUp: 1, counted: 7 }, help, node);
    return [
      {
        what: '`roletap code` against `ykman oath accounts code`',
        measured: median(code.ours) / median(code.theirs),
        unit: 'x',
        limit: 0.5,
        note: `wall time: ours ${spread(code.ours)}, ykman ${spread(code.theirs)}, 11 runs each in turn on a card just put in`,
      },
      {
        what: '`roletap --help`, start to end',
        measured: median(start.ours),
        unit: 'ms',
        note: `ours ${spread(start.ours)}, an empty \`node -e 0\` ${spread(start.theirs)}, 7 runs each in turn`,
      },
    ];
  } finally {
    await plugged.remove();
    await pcscd.stop();
    await stage.close();
  }
};
