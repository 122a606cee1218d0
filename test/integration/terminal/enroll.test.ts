import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { encodeBase32, simulatedCode } from '../../../src-main/demo/aws-simulator/model/totp.ts';
import { eventually } from '../../support/app/eventually.ts';
import { homeAccount, type Stage, type Started, start } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

const carlaArn = `arn:aws:iam::${homeAccount}:mfa/carla`;

/** Enrolment over the real pcscd and signed requests, read back by `ykman` and by `aws`. */
describe('roletap enroll', () => {
  let stage: Stage;
  let plugged: PluggedKey;

  // STS learns of a device at once, so that no test waits ten seconds for it; the program waits all the same.
  withPluggedKey({ key: { formFactor: 'usb-c-keychain' }, settings: { deviceDelayMillis: 0 }, account: 'none' }, (rig) => {
    ({ stage, plugged } = rig);
  });
  beforeEach(() => {
    const carla = stage.account.addUser('carla', {
      policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['iam:*', 'sts:*'], Resource: '*' }] }],
    });
    const { accessKeyId, secretAccessKey } = carla.addKey();
    stage.writeConfig(
      `# mine\n[profile carla]\nregion = eu-central-1\n\n[profile carla-dev]\nrole_arn = arn:aws:iam::${homeAccount}:role/x\nsource_profile = carla\n`,
    );
    writeFileSync(stage.credentials, `[carla]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
  });

  const touches = async (count: number): Promise<void> => {
    for (let touch = 0; touch < count; touch++) {
      await plugged.blinking();
      plugged.key.touch();
    }
  };
  /** The process that owns PC/SC, which `roletap` started; found as Linux tells it. */
  const cardProcess = ({ process: { pid } }: Started): number =>
    Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
  const ykman = (...words: readonly string[]) =>
    start('ykman', ['--reader', plugged.reader, 'oath', 'accounts', ...words], stage.home.environment).ended;
  const filesBelow = (folder: string): readonly string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile());

  test('makes a device that ykman and aws see, with three touches, and tells its seed to nobody', async () => {
    const running: Started = stage.roletap(['enroll', '--source', 'carla', '--yes', '--json'], {
      environment: { ROLETAP_LOG: '1' },
    });
    await touches(3);
    const ended = await running.ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.json()).toMatchObject({ device: carlaArn });

    expect((await ykman('list')).stdout.trim()).toBe(carlaArn);
    const [account] = plugged.key.storedAccounts();
    const seed = Uint8Array.from(account?.secret ?? []);
    expect(account).toMatchObject({ id: carlaArn, touch: true, digits: 6, algorithm: 'sha1' });
    const coded = ykman('code', '--single', carlaArn);
    const first = Math.floor(Date.now() / 30_000);
    await touches(1);
    const code = (await coded).stdout.trim();
    expect([first, first + 1].map((step) => simulatedCode(seed, step))).toContain(code);

    const listed = await stage.aws(['--profile', 'carla', 'iam', 'list-mfa-devices', '--user-name', 'carla']);
    expect(listed.json()).toMatchObject({ MFADevices: [{ UserName: 'carla', SerialNumber: carlaArn }] });
    const config = readFileSync(stage.config, 'utf8');
    expect(config).toBe(
      `# mine\n[profile carla]\nregion = eu-central-1\nmfa_serial = ${carlaArn}\n\n[profile carla-dev]\nrole_arn = arn:aws:iam::${homeAccount}:role/x\nsource_profile = carla\nmfa_serial = ${carlaArn}\n`,
    );

    const base32 = encodeBase32(seed);
    const forms = [base32, base32.toLowerCase(), Buffer.from(seed).toString('hex'), Buffer.from(seed).toString('base64')];
    const texts = [ended.stdout, ended.stderr, ...filesBelow(stage.home.folder).map((path) => readFileSync(path, 'latin1'))];
    for (const form of [...forms, Buffer.from(seed).toString('latin1')]) expect(texts.some((text) => text.includes(form))).toBe(false);
  });

  test('ends with 4 at once when the person cancels while the key blinks, and says how to go on or undo', async () => {
    const running = stage.roletap(['enroll', '--source', 'carla', '--yes', '--json']);
    await plugged.blinking();
    await running.says('Touch your YubiKey');
    running.process.kill('SIGTERM');
    const ended = await running.ended;
    expect(ended.code).toBe(4);
    expect(ended.json()).toMatchObject({ problem: { code: 'cancelled' } });
    expect(ended.stderr).toMatch(/continue: roletap enroll --resume \S+ {4}undo: roletap enroll --undo \S+/);
    // It did not wait for the key, which blinks on.
    expect(plugged.key.awaitingTouch()).toBeDefined();
    expect(stage.account.devices().filter(({ arn }) => arn === carlaArn)).toEqual([{ arn: carlaArn }]);
    expect(readFileSync(stage.config, 'utf8')).not.toContain('mfa_serial');
  });

  test('stops when its terminal is killed: a touch after that enables nothing', async () => {
    const running = stage.roletap(['enroll', '--source', 'carla', '--yes', '--json']);
    await plugged.blinking();
    const card = cardProcess(running);
    running.process.kill('SIGKILL');
    await running.ended;
    await eventually(() => !existsSync(`/proc/${card}`), 'the end of the process of the card');
    plugged.key.touch();
    expect(stage.simulator.requests.map(({ action }) => action)).not.toContain('EnableMFADevice');
  });

  test('keeps the run when the program is killed, and undoes it in another process', async () => {
    const running = stage.roletap(['enroll', '--source', 'carla', '--yes', '--json']);
    await plugged.blinking();
    running.process.kill('SIGKILL');
    expect((await running.ended).code).toBeNull();
    plugged.key.touch();
    expect(plugged.key.storedAccounts()).toHaveLength(1);
    expect(stage.account.devices().filter(({ arn }) => arn === carlaArn)).toEqual([{ arn: carlaArn }]);
    const listed = (await stage.roletap(['unfinished', '--json']).ended).json() as { unfinished: readonly { id: string }[] };
    const id = listed.unfinished[0]?.id ?? '';
    const undone = await stage.roletap(['enroll', '--undo', id, '--json']).ended;
    expect(undone.code, undone.stderr).toBe(0);
    expect(plugged.key.storedAccounts()).toEqual([]);
    expect(stage.account.devices().filter(({ arn }) => arn === carlaArn)).toEqual([]);
  });
});
