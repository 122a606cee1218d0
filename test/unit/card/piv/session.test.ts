import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../../../src-main/base/bytes.ts';
import { CardRefusal } from '../../../../src-main/card/connection/apdu.ts';
import { MalformedReply } from '../../../../src-main/card/connection/tlv.ts';
import type { Version } from '../../../../src-main/card/connection/version.ts';
import { type PivApplet, readMetadata, readTries, selectPiv, verifyPin } from '../../../../src-main/card/piv/piv-session.ts';
import { createScriptedConnection, type ScriptLine } from '../../../fakes/card-script.ts';
import { bytesMadeBy } from '../../../support/card/piv-applet.ts';

const select: ScriptLine = ['00a4040005a000000308', '9000'];
const answering = (version: Version, ...lines: readonly ScriptLine[]): PivApplet => ({
  connection: createScriptedConnection(lines),
  version,
});
/** Firmware with METADATA, and without. */
const newer: Version = [5, 3, 0];
const older: Version = [5, 2, 9];

describe('the PIV application', () => {
  it('is selected by its name, and tells its version', async () => {
    const connection = createScriptedConnection([select, ['00fd000000', '050403 9000']]);
    expect(await selectPiv(connection)).toEqual({ connection, version: [5, 4, 3] });
  });

  it.each(['6a82', '6d00'])('is missing where SELECT answers %s', async (status) => {
    const missing = { problem: { code: 'piv-missing' } };
    await expect(selectPiv(createScriptedConnection([[undefined, status]]))).rejects.toMatchObject(missing);
  });

  it('is told by the card’s status when it does not want to be selected, or has no version', async () => {
    const refusing = (...lines: readonly ScriptLine[]) => selectPiv(createScriptedConnection(lines));
    await expect(refusing([undefined, '6f00'])).rejects.toMatchObject({ status: 0x6f00, during: 'select piv' });
    await expect(refusing(select, [undefined, '6d00'])).rejects.toMatchObject({ status: 0x6d00, during: 'get version' });
    await expect(refusing(select, [undefined, '0504 9000'])).rejects.toBeInstanceOf(MalformedReply);
  });
});

describe('what METADATA tells', () => {
  it('is asked from firmware 5.3 on', async () => {
    expect(await readMetadata(answering(newer, ['00f7009a00', '010111 9000']), 0x9a)).toMatchObject([{ tag: 1 }]);
    expect(await readMetadata(answering(older), 0x9a)).toBeUndefined();
  });

  it('is nothing for a slot without a key; any other refusal is told by its status', async () => {
    expect(await readMetadata(answering(newer, [undefined, '6a88']), 0x9a)).toBeUndefined();
    const refused = { status: 0x6f00, during: 'get metadata' };
    await expect(readMetadata(answering(newer, [undefined, '6f00']), 0x9a)).rejects.toMatchObject(refused);
  });
});

describe('tries that are left', () => {
  it.each([
    ['0101ff 050101 06020503', { isFactory: true, total: 5, left: 3 }],
    ['0101ff 050100 06020300', { isFactory: false, total: 3, left: 0 }],
    ['0101ff', { isFactory: false }],
    ['0500 0600', { isFactory: false }],
    ['050101 060103', { isFactory: true }],
  ])('are those of METADATA: %s', async (metadata, tries) => {
    for (const reference of [0x80, 0x81])
      expect(await readTries(answering(newer, [`00f700${toHex(Uint8Array.of(reference))}00`, `${metadata} 9000`]), reference)).toEqual(
        tries,
      );
  });

  it.each([
    ['63cf', { left: 15 }],
    ['63c1', { left: 1 }],
    ['63c0', { left: 0 }],
    ['6983', { left: 0 }],
    ['9000', {}],
    ['62c1', {}],
    ['6300', {}],
  ])('are asked for by an empty VERIFY before: %s', async (status, tries) => {
    expect(await readTries(answering(older, ['0020008000', status]), 0x80)).toEqual(tries);
  });

  it('of the PUK are known to nobody before', async () => {
    expect(await readTries(answering(older), 0x81)).toEqual({});
  });
});

describe('a PIN', () => {
  const left = (tries: number): ScriptLine => ['0020008000', `63c${tries}`];
  const verify: ScriptLine = ['0020008008 323731383238ffff', '9000'];
  const use = (change: { readonly pin?: string; readonly lastTry?: boolean } = {}) => ({
    pin: utf8(change.pin ?? '271828'),
    lastTry: change.lastTry ?? false,
    sent: { once: false },
  });

  it('is sent filled up, and may be sent again once the card took it', async () => {
    const applet = answering(older, left(3), verify, left(3), verify, left(1), verify);
    const work = use();
    await verifyPin(applet, work);
    await verifyPin(applet, work);
    await verifyPin(applet, { ...work, lastTry: true });
  });

  it('of eight bytes is sent as it is', async () => {
    await verifyPin(answering(older, left(2), ['0020008008 3132333435363738', '9000']), use({ pin: '12345678' }));
  });

  it('is not sent when none is left, the last is the person’s, or the card was cut off while it checked it', async () => {
    await expect(verifyPin(answering(older, left(0)), use({ lastTry: true }))).rejects.toMatchObject({ problem: { code: 'pin-blocked' } });
    await expect(verifyPin(answering(older, left(1)), use())).rejects.toMatchObject({ problem: { code: 'pin-last-try' } });
    const work = use();
    const cutOff = answering(older, left(3), [undefined, '']);
    await expect(verifyPin(cutOff, work)).rejects.toMatchObject({ kind: 'transport' });
    await expect(verifyPin(answering(older, left(2)), work)).rejects.toMatchObject({ problem: { code: 'pin-unsure' } });
  });

  it.each([
    ['63c2', { problem: { code: 'pin-wrong', left: 2 } }],
    ['63c0', { problem: { code: 'pin-blocked' } }],
    ['6983', { problem: { code: 'pin-blocked' } }],
  ])('is refused by %s', async (status, told) => {
    await expect(verifyPin(answering(older, left(3), [undefined, status]), use())).rejects.toMatchObject(told);
  });

  it('is told by the card’s status when it was refused for another reason', async () => {
    const refused = verifyPin(answering(older, left(3), [undefined, '6d00']), use());
    await expect(refused).rejects.toBeInstanceOf(CardRefusal);
    await expect(refused).rejects.toMatchObject({ status: 0x6d00, during: 'verify' });
  });

  it.each(['9000', '63c2', ''])('stays in no memory but the caller’s, whatever the card answers: %j', async (answer) => {
    const work = use();
    const applet = answering(older, left(3), [undefined, answer]);
    const made = await bytesMadeBy(() => verifyPin(applet, work).catch(() => {}));
    expect(made.length).toBeGreaterThan(2);
    expect(made.filter((bytes) => toHex(bytes).includes(toHex(work.pin)))).toEqual([]);
    expect(work.pin).toEqual(utf8('271828'));
  });
});
