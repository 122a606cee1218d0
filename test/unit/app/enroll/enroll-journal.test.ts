import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEnrollJournal, parseRecord } from '../../../../src-main/app/enroll/journal.ts';
import type { EnrollRecord } from '../../../../src-main/app/enroll/record.ts';
import { createRecordFolder } from '../../../../src-main/storage/record-folder.adapter.ts';

const record: EnrollRecord = {
  version: 1,
  id: '7b0c-1',
  path: 'iam',
  startedAt: 5,
  source: 'work',
  user: { name: 'jane', arn: 'arn:aws:iam::111122223333:user/jane', accountId: '111122223333', partition: 'aws' },
  touch: true,
  spareWish: 'none',
  main: {
    deviceName: 'jane',
    deviceArn: 'arn:aws:iam::111122223333:mfa/jane',
    key: { serial: 1, deviceId: 'abc', name: 'YubiKey 5' },
    account: 'arn:aws:iam::111122223333:mfa/jane',
    accountWasThere: false,
    stage: 'storing',
  },
};

let home: string;
let folder: string;
let lines: string[];
const open = () =>
  createEnrollJournal(createRecordFolder(folder), {
    info: () => {},
    warn: (message, facts) => lines.push(`${message} ${JSON.stringify(facts)}`),
  });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'journal-'));
  folder = join(home, 'enrolments');
  lines = [];
});
afterEach(async () => {
  await chmod(home, 0o700);
  await rm(home, { recursive: true });
});

describe('the journal', () => {
  it('keeps each record in a file of its own that only this user can read, and gives them back oldest first', async () => {
    const journal = open();
    expect(await journal.list()).toEqual([]);
    expect(await journal.write(record)).toEqual({ ok: true, value: undefined });
    await journal.write({ ...record, id: 'older', startedAt: 1 });
    expect((await open().list()).map(({ id }) => id)).toEqual(['older', '7b0c-1']);
    expect((await open().list())[1]).toEqual(record);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'older.json'))).mode & 0o777).toBe(0o600);
    await journal.remove('older');
    await journal.remove('older');
    expect(await readdir(folder)).toEqual(['7b0c-1.json']);
  });

  it('replaces a record as a whole and leaves nothing beside it', async () => {
    const journal = open();
    await journal.write(record);
    await journal.write({ ...record, main: { ...record.main, stage: 'stored' } });
    expect((await journal.list())[0]?.main.stage).toBe('stored');
    expect(await readdir(folder)).toEqual(['7b0c-1.json']);
  });

  it('leaves out what it cannot read, and says so', async () => {
    const journal = open();
    await journal.write(record);
    await writeFile(join(folder, 'broken.json'), '{"version":1');
    await writeFile(join(folder, 'other.json'), JSON.stringify(record));
    await symlink(join(folder, '7b0c-1.json'), join(folder, 'link.json'));
    expect((await journal.list()).map(({ id }) => id)).toEqual(['7b0c-1']);
    expect(lines).toHaveLength(3);
  });

  it('says why it cannot be written when a file is in the place of its folder, or of the one above', async () => {
    await writeFile(folder, '');
    expect(await open().write(record)).toEqual({ ok: false, problem: { code: 'journal-unwritable', file: folder, errno: 'EEXIST' } });
    folder = join(folder, 'enrolments');
    expect(await open().write(record)).toEqual({ ok: false, problem: { code: 'journal-unwritable', file: folder, errno: 'ENOTDIR' } });
  });

  it('takes the known fields and no other', async () => {
    await open().write(record);
    const text = await readFile(join(folder, '7b0c-1.json'), 'utf8');
    const extra = JSON.stringify({ ...JSON.parse(text), seed: 'ABC', main: { ...record.main, seed: 'ABC' } });
    expect(parseRecord(extra)).toEqual(record);
    for (const field of Object.keys(record)) {
      expect(parseRecord(JSON.stringify({ ...record, [field]: null }))).toBeUndefined();
    }
    for (const field of ['deviceName', 'deviceArn', 'account', 'stage', 'key', 'accountWasThere']) {
      expect(parseRecord(JSON.stringify({ ...record, main: { ...record.main, [field]: 5 } }))).toBeUndefined();
    }
  });
});
