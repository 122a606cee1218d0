import * as nodeIo from 'node:fs/promises';
import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsFiles } from '../../../../src-main/aws/files/aws-files.adapter.ts';
import { systemIo } from '../../../../src-main/aws/files/file-place.adapter.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';

const serial = 'arn:aws:iam::111122223333:mfa/jane';
const config =
  '# mine\r\n[profile work]\r\nregion = x\r\n\r\n[profile dev]\r\nrole_arn = y\r\nmfa_serial = arn:aws:iam::111122223333:mfa/old\r\n';

let folder: string;
let path: string;
const open = (io?: typeof systemIo) =>
  createAwsFiles({ configPath: path, credentialsPath: join(folder, 'credentials'), env: {}, clock: systemClock, ...(io ? { io } : {}) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serial-'));
  path = join(folder, 'config');
  await writeFile(path, config, { mode: 0o640 });
});
afterEach(() => rm(folder, { recursive: true }));

describe('writing a serial to the config file', () => {
  it('shows first what it would do, and changes nothing for that', async () => {
    const plan = await open().planMfaSerial(['work', 'dev', 'gone'], serial);
    expect(plan).toMatchObject({
      ok: true,
      value: { file: path, profiles: [{ profile: 'work' }, { profile: 'dev', already: 'arn:aws:iam::111122223333:mfa/old' }] },
    });
    expect(plan.ok && plan.value.diff.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'add', text: `mfa_serial = ${serial}`, line: 4 },
      { kind: 'remove', text: 'mfa_serial = arn:aws:iam::111122223333:mfa/old', line: 7 },
      { kind: 'add', text: `mfa_serial = ${serial}`, line: 8 },
    ]);
    expect(await readFile(path, 'utf8')).toBe(config);
  });

  it('changes these lines alone; mode and link stay', async () => {
    const link = join(folder, 'link');
    await symlink(path, link);
    path = link;
    expect(await open().writeMfaSerial(['work', 'dev', 'gone'], serial)).toEqual({
      ok: true,
      value: { file: join(folder, 'config'), profiles: ['work', 'dev'] },
    });
    expect(await readFile(join(folder, 'config'), 'utf8')).toBe(
      `# mine\r\n[profile work]\r\nregion = x\r\nmfa_serial = ${serial}\r\n\r\n[profile dev]\r\nrole_arn = y\r\nmfa_serial = ${serial}\r\n`,
    );
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect((await nodeIo.lstat(link)).isSymbolicLink()).toBe(true);
    expect(await open().planMfaSerial(['work', 'dev'], serial)).toMatchObject({ value: { profiles: [] } });
  });

  it('leaves a file alone that is read-only, and says so', async () => {
    await chmod(path, 0o400);
    // Root may write everything: the refusal is put in its place.
    const io = { ...systemIo, access: async () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })) };
    expect(await open(io).writeMfaSerial(['work'], serial)).toEqual({
      ok: false,
      problem: { code: 'file-read-only', file: path, errno: 'EACCES' },
    });
    expect(await readFile(path, 'utf8')).toBe(config);
  });

  it('keeps what another program writes in between', async () => {
    let isFirst = true;
    const io = {
      ...systemIo,
      open: async (...input: Parameters<typeof nodeIo.open>) => {
        if (isFirst && String(input[0]).endsWith('.tmp')) {
          isFirst = false;
          await writeFile(path, `${config}[profile late]\r\n`);
        }
        return nodeIo.open(...input);
      },
    };
    expect((await open(io).writeMfaSerial(['work'], serial)).ok).toBe(true);
    const text = await readFile(path, 'utf8');
    expect(text).toContain('[profile late]');
    expect(text).toContain(`region = x\r\nmfa_serial = ${serial}`);
  });

  it.each([
    ['before the property', '[profile work]\nregion = x\rmfa_serial = old-old-old\n'],
    ['behind it', '[profile work]\nmfa_serial = old-old-old\rregion = x\n'],
  ])('changes nothing where a carriage return alone ends a line %s', async (_, before) => {
    await writeFile(path, before);
    const problem = { code: 'line-end-unclear', file: path, line: 2 };
    expect(await open().planMfaSerial(['work'], serial)).toEqual({ ok: false, problem });
    expect(await open().writeMfaSerial(['work'], serial)).toEqual({ ok: false, problem });
    expect(await readFile(path, 'utf8')).toBe(before);
  });
});
