import { describe, expect, it, vi } from 'vitest';
import { fromHex, toHex, u64, utf8 } from '../../../../src-main/base/bytes.ts';
import { MalformedReply } from '../../../../src-main/card/connection/tlv.ts';
import {
  deleteAccount,
  putAccount,
  removeAccessKey,
  renameAccount,
  resetOath,
  setAccessKey,
} from '../../../../src-main/card/oath/oath-changes.ts';
import {
  calculate,
  calculateAll,
  listAccounts,
  type OathApplet,
  selectOath,
  validate,
} from '../../../../src-main/card/oath/oath-session.ts';
import { createScriptedConnection, type ScriptLine } from '../../../fakes/card-script.ts';

const appletOf = (...script: readonly ScriptLine[]): OathApplet => ({
  connection: createScriptedConnection(script),
  framing: {},
  version: [5, 4, 3],
  salt: u64(1),
  deviceId: 'one',
  challenge: u64(2),
});
const answering = (...answers: readonly string[]) => appletOf(...answers.map((answer) => [undefined, answer] as const));
const problem = (code: string, facts: object = {}) => expect.objectContaining({ problem: { code, ...facts } });

const id = utf8('a');
const account = {
  name: 'a',
  period: 30,
  kind: 'totp',
  algorithm: 'sha1',
  digits: 6,
  seed: new Uint8Array(20).fill(7),
  touch: false,
} as const;
const random = (length: number) => new Uint8Array(length);

describe('a refusal of the card', () => {
  it.each([
    { during: 'select oath', job: ({ connection }: OathApplet) => selectOath(connection) },
    { during: 'validate', job: (applet: OathApplet) => validate(applet, new Uint8Array(16), random) },
    { during: 'list', job: listAccounts },
    { during: 'calculate all', job: (applet: OathApplet) => calculateAll(applet, 1) },
    { during: 'calculate', job: (applet: OathApplet) => calculate(applet, id, 1) },
    { during: 'put', job: (applet: OathApplet) => putAccount(applet, account), before: ['9000'] },
    { during: 'delete', job: (applet: OathApplet) => deleteAccount(applet, id) },
    { during: 'rename', job: (applet: OathApplet) => renameAccount(applet, id, { period: 30, name: 'b' }, 'totp'), before: ['9000'] },
    { during: 'reset', job: resetOath },
    { during: 'set code', job: (applet: OathApplet) => setAccessKey(applet, new Uint8Array(16), random) },
    { during: 'set code', job: removeAccessKey },
  ])('names its status and the command: $during', async ({ during, job, before = [] }) => {
    await expect(job(answering(...before, '6f00'))).rejects.toMatchObject({ status: 0x6f00, during });
  });

  it('that has no such object is an account that is gone', async () => {
    await expect(calculate(answering('6984'), id, 1)).rejects.toEqual(problem('account-missing', { account: 'a', serials: [] }));
  });

  it('of a full NEO has no status of its own', async () => {
    const neo = (status: string) => putAccount({ ...answering('9000', status), version: [3, 4, 0] }, account);
    await expect(neo('6f00')).rejects.toEqual(problem('yubikey-full'));
    await expect(neo('6a80')).rejects.toMatchObject({ status: 0x6a80 });
  });
});

describe('a reply that is not what the protocol says', () => {
  it.each([
    ['no salt', '7903050403 9000'],
    ['no version', '710875F1486BB43DC1B5 9000'],
  ])('is no OATH applet: %s', async (_what, reply) => {
    await expect(selectOath(answering(reply).connection)).rejects.toBeInstanceOf(MalformedReply);
  });

  it.each([
    ['a name alone', '7101 61 9000'],
    ['a code without its name', '7605 06 000ABBC3 7101 61 9000'],
    ['two names', '7101 61 7101 62 9000'],
    ['a code of four bytes', '7101 61 7604 06 000ABB 9000'],
    ['a code of five digits', '7101 61 7605 05 000ABBC3 9000'],
    ['a code of nine digits', '7101 61 7605 09 000ABBC3 9000'],
    ['a code of six bytes', '7101 61 7606 06 000ABBC300 9000'],
  ])('is no list of codes: %s', async (_what, reply) => {
    await expect(calculateAll(answering(reply), 1)).rejects.toBeInstanceOf(MalformedReply);
  });

  it('leaves accounts of a kind out that nobody knows', async () => {
    // What is no entry; a type of neither TOTP nor HOTP; an algorithm that is none; nothing at all.
    const listed = await listAccounts(answering('7102 2161 7202 3162 7202 2463 7200 7202 2364 9000'));
    expect(listed.map((found) => [toHex(found.id), found.kind, found.algorithm])).toEqual([['64', 'totp', 'sha512']]);
  });

  it('is read on in pieces with the applet’s own instruction, from SELECT on', async () => {
    const connection = createScriptedConnection([
      ['00A4040007A0000005272101', '7903050403 6105'],
      ['00A5000000', '710875F1486BB43DC1B5 9000'],
      ['00A1000000', '7202 6104'],
      ['00A5000000', '2161 9000'],
    ]);
    expect(await listAccounts(await selectOath(connection))).toHaveLength(1);
  });
});

describe('what only some firmware wants', () => {
  it.each([
    ['040108', false],
    ['040200', true],
    ['040206', true],
    ['040207', false],
  ] as const)('after a long reply: firmware %s gets a dummy APDU: %s', async (version, dummy) => {
    const long = `7202 2161 ${'7203 216263'.repeat(12)} 9000`;
    const connection = createScriptedConnection([
      [undefined, `7903${version} 710875F1486BB43DC1B5 9000`],
      ['00A1000000', long],
      ...(dummy ? ([['0000000000', '9000']] as const) : []),
      ['00A1000000', '9000'],
    ]);
    const applet = await selectOath(connection);
    expect(await listAccounts(applet)).toHaveLength(13);
    expect(await listAccounts(applet)).toEqual([]);
  });

  it('no name that begins another on 4.0.1 to 4.3.4, where the wrong account would be overwritten', async () => {
    const put = (version: readonly [number, number, number], name: string, listed: string) =>
      putAccount({ ...answering(`72${listed} 9000`, '9000'), version }, { ...account, name, overwrite: true });
    const alice2 = '0821616C6963652D32';
    await expect(put([4, 3, 4], 'alice', alice2)).rejects.toEqual(
      problem('firmware-too-old', { needs: '4.3.5', has: '4.3.4', feature: 'name-prefix' }),
    );
    for (const name of ['alice-2', 'alice-3', 'bob', 'alice-22']) expect(await put([4, 3, 4], name, alice2)).toEqual(utf8(name));
    expect(await put([4, 3, 5], 'alice', alice2)).toEqual(utf8('alice'));
    expect(await put([4, 0, 0], 'alice', alice2)).toEqual(utf8('alice'));
  });

  it('no SHA-512 before 4.3.1, which takes the other algorithms', async () => {
    const version = [4, 3, 0] as const;
    await putAccount({ ...answering('9000', '9000'), version }, { ...account, algorithm: 'sha256' });
    await expect(putAccount({ ...answering('9000', '9000'), version }, { ...account, algorithm: 'sha512' })).rejects.toEqual(
      problem('firmware-too-old', { needs: '4.3.1', has: '4.3.0', feature: 'sha512' }),
    );
  });
});

describe('a counter', () => {
  it.each([
    ['goes with an HOTP account', { kind: 'hotp', counter: 7 }, true],
    ['that is none does not', { kind: 'hotp' }, false],
    ['of a TOTP account means nothing', { kind: 'totp', counter: 7 }, false],
  ] as const)('%s', async (_what, change, there) => {
    const connection = createScriptedConnection([
      [undefined, '9000'],
      [undefined, '9000'],
    ]);
    await putAccount({ ...answering(), connection }, { ...account, ...change });
    expect(connection.sent[1]?.endsWith('7a0400000007')).toBe(there);
  });
});

describe('a secret on its way to the key', () => {
  /** All arrays into which bytes were copied while the job ran. */
  const copiesOf = async (job: () => Promise<unknown>) => {
    const copies: Uint8Array[] = [];
    const { set } = Uint8Array.prototype;
    const spy = vi.spyOn(Uint8Array.prototype, 'set').mockImplementation(function (this: Uint8Array, ...args) {
      copies.push(this);
      set.apply(this, args);
    });
    try {
      await job();
    } finally {
      spy.mockRestore();
    }
    return copies.map(toHex);
  };

  it.each([
    ['stored', '9000'],
    ['refused', '6f00'],
  ])('leaves no copy of the seed behind when it was %s', async (_what, answer) => {
    const copies = await copiesOf(() => putAccount(answering('9000', answer), account).catch(() => {}));
    expect(copies.length).toBeGreaterThan(3);
    for (const copy of copies) expect(copy).not.toContain(toHex(account.seed));
  });

  it('leaves no copy of the access key behind', async () => {
    const accessKey = fromHex('00112233445566778899aabbccddeeff');
    const copies = await copiesOf(() => setAccessKey(answering('9000'), accessKey, random));
    expect(copies.length).toBeGreaterThan(3);
    for (const copy of copies) expect(copy).not.toContain(toHex(accessKey));
  });
});
