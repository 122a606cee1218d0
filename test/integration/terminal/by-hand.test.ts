import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedUser } from '../../../src-main/demo/aws-simulator/model/accounts.ts';
import { encodeBase32, simulatedCode } from '../../../src-main/demo/aws-simulator/model/totp.ts';
import { picture } from '../../fakes/qr-picture.ts';
import { withDeadDisk } from '../../support/app/dead-disk.ts';
import { homeAccount, type Stage, start } from '../../support/aws/stage.ts';
import { type KeyRig, withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

const joeDevice = `arn:aws:iam::${homeAccount}:mfa/joe`;
const seed = Uint8Array.from({ length: 40 }, (_, index) => (index * 37 + 11) & 0xff);
const secret = encodeBase32(seed);

/** What a user without a right at IAM does with AWS's console open, over the real pcscd, in a terminal of its own. */
describe('by hand', () => {
  const deadDisk = withDeadDisk();
  let stage: Stage;
  let plugged: PluggedKey;
  let ykman: KeyRig['ykman'];
  let joe: SimulatedUser;

  withPluggedKey({ key: { formFactor: 'usb-c-keychain', touchPolicy: 'automatic' }, account: 'none' }, (rig) => {
    ({ stage, plugged, ykman } = rig);
  });
  beforeEach(() => {
    joe = stage.account.addUser('joe', { policies: [] });
    const keys = joe.addKey();
    stage.writeConfig('[profile joe]\nregion = eu-central-1\n');
    writeFileSync(stage.credentials, `[joe]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`);
  });

  /** `roletap WORDS` in a pseudo-terminal, and the fingers on its keyboard. */
  const atTerminal = (...words: readonly string[]) => {
    const line = `exec ${[process.execPath, 'out/cli.cjs', ...words].map((word) => `'${word}'`).join(' ')}`;
    const environment = { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url, SHELL: '/bin/sh' };
    const running = start('script', ['-qec', line, '/dev/null'], environment, { keepsInput: true });
    let shown = '';
    const listeners = new Set<() => void>();
    running.process.stdout?.on('data', (chunk: Buffer) => {
      shown += chunk.toString('utf8');
      for (const listener of [...listeners]) listener();
    });
    /** Resolves when the terminal shows this; rejects when it ended before. */
    const shows = (text: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          if (!shown.includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void running.ended.then(() => reject(new Error(`ended before it showed "${text}":\n${shown}`)), reject);
      });
    return {
      ...running,
      shown: () => shown,
      shows,
      /** Waits for a question, and answers it. */
      answer: async (question: string, text: string) => {
        await shows(question);
        running.process.stdin?.write(`${text}\r`);
      },
    };
  };

  test('the secret is typed unseen, the codes go to AWS’s page, and the device is proved', async () => {
    const terminal = atTerminal('enroll', '--console');
    await terminal.answer('Secret key or otpauth:// link (not shown): ', secret.toLowerCase());
    await terminal.shows('Press Enter once AWS accepts them');
    const [first, second] = [...terminal.shown().matchAll(/MFA code \d: (\d{6})/g)].map(([, digits]) => digits);
    const now = Math.floor(Date.now() / 30_000);
    expect([now - 2, now - 1, now].map((step) => [simulatedCode(seed, step), simulatedCode(seed, step + 1)])).toContainEqual([
      first,
      second,
    ]);
    joe.addDevice({ name: 'joe', seed: secret });
    await terminal.answer('Press Enter once AWS accepts them, or type n for two new codes: ', '');
    await terminal.answer(`ARN (Enter for ${joeDevice}): `, '');
    await terminal.answer('Write mfa_serial to this user’s profiles? [y/N] ', 'y');
    const { code, stdout } = await terminal.ended;
    expect(code, stdout).toBe(0);
    expect(stdout).toContain(`${joeDevice} is ready to use`);
    expect(stdout.toLowerCase()).not.toContain(secret.toLowerCase().slice(0, 12));
    expect(await ykman('oath', 'accounts', 'list')).toContain(joeDevice);
    expect(readFileSync(stage.config, 'utf8')).toContain(`mfa_serial = ${joeDevice}`);
  });

  test('Ctrl-C ends it at once; what is there is told, and undone', async () => {
    const terminal = atTerminal('enroll', '--console');
    await terminal.answer('Secret key or otpauth:// link (not shown): ', secret);
    await terminal.shows('Press Enter once AWS accepts them');
    terminal.process.stdin?.write('\x03');
    const { code, stdout } = await terminal.ended;
    expect(code).toBe(4);
    const id = /roletap enroll --undo (\S+)/.exec(stdout)?.[1] ?? '';
    const undone = await stage.roletap(['enroll', '--undo', id, '--json']).ended;
    expect(undone.json(), undone.stderr).toEqual({ undone: id, left: [] });
    expect(await ykman('oath', 'accounts', 'list')).toBe('');
  });

  test('a script gives the secret on standard input, and gets the codes and the way on', async () => {
    const shown = await stage.roletap(['enroll', '--console', '--json'], { input: `${secret}\n` }).ended;
    expect(shown.code, shown.stderr).toBe(0);
    const digits = expect.stringMatching(/^\d{6}$/);
    expect(shown.json()).toEqual({ run: expect.any(String), codes: [digits, digits] });
    expect(`${shown.stdout}${shown.stderr}`).not.toContain(secret.slice(0, 12));
    const { unfinished } = (await stage.roletap(['unfinished', '--json']).ended).json();
    expect(unfinished).toMatchObject([{ id: shown.json().run, path: 'console' }]);
  });

  test('import takes the secret from a picture', async () => {
    joe.addDevice({ name: 'joe', seed: secret });
    const file = join(stage.home.folder, 'qr.png');
    writeFileSync(
      file,
      picture(`otpauth://totp/Amazon%20Web%20Services:joe@${homeAccount}?secret=${secret}&issuer=Amazon%20Web%20Services`),
    );
    const stored = await stage.roletap(['import', '--picture', file, '--json']).ended;
    expect(stored.json(), stored.stderr).toEqual({ device: joeDevice, spare: null, profiles: [], left: [] });
    expect(await ykman('oath', 'accounts', 'list')).toContain(joeDevice);
  });

  test('import says so where the picture is on a disk that does not answer', async () => {
    const file = join(deadDisk, 'qr.png');
    const { stderr } = await stage.roletap(['import', '--picture', file]).ended;
    expect(stderr).toContain(`Can’t read that picture. ${file}: its disk doesn’t answer.`);
  });

  test('import takes the account that another tool put on the key', async () => {
    plugged.key.store({ id: `Amazon Web Services:joe@${homeAccount}`, secret: joe.addDevice({ name: 'joe' }).seed, touch: true });
    const told = await stage.roletap(['import', '--yes', '--json']).ended;
    expect(told.json(), told.stderr).toEqual({ device: joeDevice, spare: null, profiles: ['joe'], left: [] });
    expect(readFileSync(stage.config, 'utf8')).toContain(`mfa_serial = ${joeDevice}`);
  });
});
