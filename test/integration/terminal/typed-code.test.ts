import { describe, expect, test } from 'vitest';
import { simulatedCode } from '../../../src-main/demo/aws-simulator/model/totp.ts';
import { typedAt } from '../../support/app/person.ts';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

/** The key that is plugged in holds no account of Jane's: her device is a phone. */
describe('a code of a phone', () => {
  let stage: Stage;

  withPluggedKey({ account: 'none' }, (rig) => {
    ({ stage } = rig);
  });

  const code = () => simulatedCode(stage.device.seed, Math.floor(Date.now() / 30_000));
  const environment = (): Record<string, string> => ({
    ...stage.home.environment,
    AWS_ENDPOINT_URL: stage.url,
    SHELL: '/bin/sh',
    TERM: 'dumb',
  });
  const onTerminal = (words: readonly string[], keys: string) => typedAt(environment(), keys, words);
  const sent = () => stage.simulator.requests.filter(({ withCode }) => withCode).length;

  test.each([
    ['tap', ['tap', 'dev']],
    ['exec', ['exec', 'dev', '--', 'true']],
    ['env', ['env', 'dev', '--shell', 'sh']],
    ['credentials', ['credentials', 'dev']],
  ])('is typed on the terminal for %s', async (_, words) => {
    const ended = await onTerminal(words, `Code: =${code()}ENTER`);
    expect(ended.code, ended.stdout).toBe(0);
    expect(ended.stdout).toContain('No connected YubiKey has jane. Enter the 6 digits from your MFA device jane to open dev.');
    expect(sent()).toBe(1);
  });

  test('is typed on the terminal for shell', async () => {
    const ended = await onTerminal(['shell', 'dev'], `Code: =${code()}ENTER;$ =exit 7ENTER`);
    expect(ended.code, ended.stdout).toBe(7);
  });

  test('of another length is told before it is sent, and one that AWS refuses is asked for again', async () => {
    const ended = await onTerminal(['tap', 'dev'], 'Code: =12345ENTER;A code has 6 digits.=ENTER');
    // An empty line gives up.
    expect(ended.code, ended.stdout).toBe(3);
    expect(ended.stdout).toContain('MFA device not on the YubiKey.');
    expect(sent()).toBe(0);
    const right = code();
    const wrong = right === '000000' ? '111111' : '000000';
    const again = await onTerminal(
      ['tap', 'dev'],
      `Code: =${wrong}ENTER;AWS rejected the code. Enter the 6 digits that jane shows now.=${right}ENTER`,
    );
    expect(again.code, again.stdout).toBe(0);
    expect(sent()).toBe(2);
  });

  test('comes on standard input, and a spent one is not sent', async () => {
    const digits = code();
    const tapped = await stage.roletap(['tap', 'dev', '--code-stdin', '--json'], { input: `${digits}\n` }).ended;
    expect(tapped.code, tapped.stderr).toBe(0);
    expect((await stage.roletap(['end', '--all']).ended).code).toBe(0);
    const again = await stage.roletap(['tap', 'dev', '--code-stdin', '--json'], { input: `${code()}\n` }).ended;
    // In the next half minute it is another code.
    if (code() === digits) {
      expect(again.code).toBe(3);
      expect(again.json()).toMatchObject({ problem: { code: 'code-spent', mfaSerial: stage.device.arn } });
      expect(sent()).toBe(1);
    }
    const bad = await stage.roletap(['tap', 'dev', '--code-stdin'], { input: '12345\n' }).ended;
    expect({ code: bad.code, stderr: bad.stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('A code has 6 digits.'),
    });
  });

  test('of a hardware token needs no YubiKey', async () => {
    const token = stage.jane.addOtherDevice('hardware', 'GAHT12345678');
    stage.writeConfig(`[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = acme\nmfa_serial = ${token.arn}\n`);
    const digits = simulatedCode(token.seed, Math.floor(Date.now() / 30_000));
    const tapped = await stage.roletap(['tap', 'dev', '--code-stdin', '--json'], { input: `${digits}\n` }).ended;
    expect(tapped.code, tapped.stderr).toBe(0);
    expect(stage.simulator.requests.find(({ withCode }) => withCode)?.parameters).toMatchObject({ SerialNumber: 'GAHT12345678' });
  });
});

/** Her device is on the key that is plugged in, and its codes can be read elsewhere too. */
describe('a code of a device that the YubiKey has as well', () => {
  let stage: Stage;

  withPluggedKey({ account: 'no-touch' }, (rig) => {
    ({ stage } = rig);
  });

  const code = () => simulatedCode(stage.device.seed, Math.floor(Date.now() / 30_000));
  const sent = () => stage.simulator.requests.filter(({ withCode }) => withCode).length;
  const opened = async (words: readonly string[], input = '') => {
    const ended = await stage.roletap([...words, '--json'], { input }).ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect((await stage.roletap(['end', '--all']).ended).code).toBe(0);
  };

  test('is spent for the YubiKey once it was typed: its tap waits for the next', async () => {
    await opened(['tap', 'dev', '--code-stdin'], `${code()}\n`);
    await opened(['tap', 'dev']);
    // AWS takes no code twice, and was given none twice.
    expect(sent()).toBe(2);
  });

  test('is not sent on standard input once the YubiKey made it', async () => {
    const made = code();
    await opened(['tap', 'dev']);
    const again = await stage.roletap(['tap', 'dev', '--code-stdin', '--json'], { input: `${made}\n` }).ended;
    expect(again.code).toBe(3);
    // In the next half minute it may be AWS that says so.
    if (code() === made) {
      expect(again.json()).toMatchObject({ problem: { code: 'code-spent', mfaSerial: stage.device.arn } });
      expect(sent()).toBe(1);
    }
  });
});
