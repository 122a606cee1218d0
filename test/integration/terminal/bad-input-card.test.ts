import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createForeignCard } from '../../../src-main/demo/virtual-yubikey/card.ts';
import type { VirtualYubiKeyOptions } from '../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { refused, refusedInWords } from '../../support/aws/refusal.ts';
import { createStage, type Stage } from '../../support/aws/stage.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { type PluggedCard, type PluggedKey, plugCard, plugVirtualKey } from '../../support/card/virtual-key.ts';

/** What the readers can hold, and what can happen to a key in them: the built terminal over the real pcscd. */
let pcscd: Pcscd;
let stage: Stage;
let plugged: PluggedCard[] = [];

beforeAll(async () => {
  pcscd = await startPcscd();
});
afterAll(() => pcscd.stop());
beforeEach(async () => {
  stage = await createStage();
});
afterEach(async () => {
  for (const card of plugged) await card.remove();
  plugged = [];
  await stage.close();
});

const untouched = { touches: 0, codes: 0, spentSteps: 0 };

/** A key with Jane's account in a slot. */
const plugIn = async (options: Partial<VirtualYubiKeyOptions> = {}, slot: 0 | 1 = 0): Promise<PluggedKey> => {
  const key = await plugVirtualKey(pcscd, { serial: 12345678, ...options }, slot);
  key.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: true });
  plugged.push(key);
  return key;
};

/** Taps in with one touch. */
const tapWith = async (key: PluggedKey, ...words: readonly string[]) => {
  const running = stage.roletap(['tap', 'dev', ...words]);
  await Promise.race([key.blinking(), running.ended]);
  key.key.touch();
  return running.ended;
};

describe('a key that is pulled', () => {
  test('at any APDU of a tap leaves nothing, spends no step, and opens the role when it is back', async () => {
    const key = await plugIn();
    const total = await countApdus(key);
    expect(total).toBeGreaterThan(5);
    for (let at = 1; at <= total; at++) {
      await stage.close();
      stage = await createStage();
      key.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: true });
      const gone = pcscd.cardRemoved(key.reader);
      key.key.inject({ at, does: at % 2 && at < total ? 'pull-after' : 'pull-before' });
      const refusal = await refused(stage, ['tap', 'dev'], { touch: key });
      await gone;
      expect(refusal, `APDU ${at}`).toMatchObject({ codes: 0, spentSteps: 0 });
      expect(['yubikey-removed', 'yubikey-missing'], `APDU ${at}`).toContain(refusal.problem.code);
      await key.insert();
    }
    const opened = await tapWith(key);
    expect(opened.code, opened.stderr).toBe(0);
  });

  /** The APDUs of a whole tap. */
  const countApdus = async (key: PluggedKey): Promise<number> => {
    const before = key.key.apduCount();
    const ended = await tapWith(key);
    expect(ended.code, ended.stderr).toBe(0);
    return key.key.apduCount() - before;
  };
});

describe('before a touch is asked for', () => {
  test('a password that is wrong, and one that nobody gave', async () => {
    const key = await plugIn({ password: 'pässwörd' });
    const wrong = await refused(stage, ['tap', 'dev', '--password-stdin'], { touch: key, input: 'nonsense\n' });
    expect(wrong).toMatchObject({ problem: { code: 'password-wrong' }, ...untouched });
    expect(wrong.stderr).not.toContain('nonsense');
    expect(await refused(stage, ['tap', 'dev'], { touch: key })).toMatchObject({
      problem: { code: 'password-needed', serial: 12345678 },
      ...untouched,
    });
    expect(await refusedInWords(stage, ['tap', 'dev'])).toContain(
      'roletap: The YubiKey is locked. A password protects the OATH accounts on YubiKey 12345678.',
    );
    const right = stage.roletap(['tap', 'dev', '--password-stdin'], { input: 'pässwörd\n' });
    await key.blinking();
    key.key.touch();
    expect((await right.ended).code).toBe(0);
  });

  test('a key whose codes are switched off', async () => {
    const key = await plugIn({ oathEnabled: false });
    expect(await refused(stage, ['tap', 'dev'], { touch: key })).toMatchObject({
      problem: { code: 'oath-disabled', serial: 12345678 },
      ...untouched,
    });
    expect(await refusedInWords(stage, ['tap', 'dev'])).toContain(
      'roletap: OATH is disabled on this YubiKey. The OATH application on YubiKey 12345678, which generates the codes, is disabled. Enable it: `ykman config usb --enable OATH`.',
    );
    const keys = await stage.roletap(['keys', '--json']).ended;
    expect(keys.json()).toMatchObject({ keys: [{ serial: 12345678, oath: 'disabled' }] });
  });

  test('a key that holds other accounts', async () => {
    const key = await plugVirtualKey(pcscd, { serial: 12345678 });
    plugged.push(key);
    expect(await refused(stage, ['tap', 'dev'], { touch: key })).toMatchObject({
      problem: { code: 'account-missing', account: stage.device.arn, serials: [12345678] },
      ...untouched,
    });
  });

  test('two keys with the same account, until one is named', async () => {
    const first = await plugIn({ serial: 11111111 });
    const second = await plugIn({ serial: 22222222 }, 1);
    const refusal = await refused(stage, ['tap', 'dev'], { touch: first });
    expect(refusal).toMatchObject({ problem: { code: 'yubikey-unclear' }, ...untouched });
    expect([...(refusal.problem.serials as number[])].sort()).toEqual([11111111, 22222222]);
    expect(await refusedInWords(stage, ['tap', 'dev'])).toMatch(
      /^roletap: More than one YubiKey matches\. YubiKey \d+ and YubiKey \d+ are connected, and each could be the right one\. .*`--key \d{8}`\.$/,
    );
    const away = await refused(stage, ['tap', 'dev', '--key', '33333333'], { touch: first });
    expect(away).toMatchObject({ problem: { code: 'yubikey-not-plugged', serial: 33333333 }, ...untouched });
    const opened = await tapWith(second, '--key', '22222222');
    expect(opened.code, opened.stderr).toBe(0);
    expect(first.key.awaitingTouch()).toBeUndefined();
  });
});

describe('a card that is no YubiKey', () => {
  test('is never sent a byte, alone or beside a key', async () => {
    const bank = createForeignCard();
    plugged.push(await plugCard(pcscd, bank, 1));
    expect(await refused(stage, ['tap', 'dev'])).toMatchObject({ problem: { code: 'yubikey-missing' }, ...untouched });
    expect(await refusedInWords(stage, ['tap', 'dev'])).toBe(
      'roletap: No YubiKey. The card in “Virtual PCD” isn’t a YubiKey. Insert your YubiKey. To use a token of another brand, turn on “Tokens of other brands” in the settings.',
    );
    const opened = await tapWith(await plugIn());
    expect(opened.code, opened.stderr).toBe(0);
    expect((await stage.roletap(['keys', '--json']).ended).json()).toMatchObject({ keys: [{ serial: 12345678 }] });
    expect(bank.received).toEqual([]);
  });
});
