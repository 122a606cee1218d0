import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { got, type IamStage, never, setIamStage } from './iam-stage.ts';

let stage: IamStage;

beforeEach(async () => {
  stage = await setIamStage();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await stage.close();
});

const make = async (name = 'jane-yk-12345678') => {
  let kept: { serial: string; seed: Uint8Array } | undefined;
  await stage.iam.createVirtualMfaDevice(
    stage.caller,
    { name, path: '/' },
    async ({ serial, seed }) => {
      kept = { serial, seed: seed.slice() };
    },
    never,
  );
  if (!kept) throw new Error('no device was made');
  return kept;
};

it('makes a device, enables it with the codes of two steps, proves it, and removes it with its own session', async () => {
  const { serial, seed } = await make();
  expect(serial).toBe('arn:aws:iam::111122223333:mfa/jane-yk-12345678');
  expect(got(await stage.iam.listUnassignedDevices(stage.caller, never))).toEqual([serial]);
  got(await stage.iam.enableMfaDevice(stage.caller, { userName: 'jane', serial, codes: stage.pair(seed) }, never));
  const devices = got(await stage.iam.listMfaDevices(stage.caller, 'jane', never));
  expect(devices).toEqual([{ serial, kind: 'virtual', enabledAt: expect.any(Number) }]);
  expect(Math.abs((devices[0]?.enabledAt ?? 0) - Date.now())).toBeLessThan(5000);
  expect(got(await stage.iam.listUnassignedDevices(stage.caller, never))).toEqual([]);

  stage.skew.millis = 11_000;
  const session = await stage.withMfa(stage.caller, serial, seed, 1);
  expect(await stage.iam.deactivateMfaDevice(stage.caller, { userName: 'jane', serial }, never)).toEqual({
    ok: false,
    problem: { code: 'iam-mfa-needed', action: 'iam:DeactivateMFADevice' },
    unclear: false,
  });
  got(await stage.iam.deactivateMfaDevice(session, { userName: 'jane', serial }, never));
  got(await stage.iam.deleteVirtualMfaDevice(session, serial, never));
  expect(got(await stage.iam.listMfaDevices(stage.caller, 'jane', never))).toEqual([]);
});
