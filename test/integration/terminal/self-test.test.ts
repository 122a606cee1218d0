import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStage, type Stage } from '../../support/aws/stage.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { type PluggedKey, plugVirtualKey } from '../../support/card/virtual-key.ts';

let stage: Stage;
let pcscd: Pcscd;
let plugged: PluggedKey;

beforeAll(async () => {
  pcscd = await startPcscd();
  stage = await createStage();
  plugged = await plugVirtualKey(pcscd, { serial: 12345678, formFactor: 'usb-c-keychain' });
});
afterAll(async () => {
  await plugged?.remove();
  await stage?.close();
  await pcscd?.stop();
});

test('doctor --platform finds on this system what it needs: the real card service, kernel, modules and files', async () => {
  const { code, json, stdout } = await stage.roletap(['doctor', '--platform', '--json']).ended;
  const { checks } = json() as { readonly checks: readonly { readonly name: string; readonly state: string; readonly detail: string }[] };
  expect(code, stdout).toBe(0);
  // Nobody has unlocked a keyring in this session.
  expect(checks.filter(({ state, name }) => state !== 'ok' && name !== 'keyring')).toEqual([]);
  expect(checks.find(({ name }) => name === 'card readers')?.detail).toBe('The card service and the YubiKey answer.');
  expect(checks.find(({ name }) => name === 'who connects')?.detail).toBe('The system names the process at the other end of a socket.');
});
