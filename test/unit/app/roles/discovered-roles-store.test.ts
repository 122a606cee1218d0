import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptFoundRoles } from '../../../../src-main/app/ports.ts';
import { createFoundRolesStore, foundRolesLimit } from '../../../../src-main/app/roles/discovered-roles-store.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { createRecordFolder } from '../../../../src-main/storage/record-folder.adapter.ts';

let folder: string;
let file: string;
const open = () => createFoundRolesStore(createRecordFolder(folder, foundRolesLimit), silentLog);

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'roletap-found-')), 'found-roles');
  file = join(folder, 'found.json');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const found = (roles: number, more: Partial<KeptFoundRoles['found']> = {}): KeptFoundRoles => ({
  at: 1_800_000_000_000,
  found: {
    accountId: '111122223333',
    partition: 'aws',
    roles: Array.from({ length: roles }, (_, index) => ({ roleArn: arn(`Role${index}`), sure: index % 2 === 0 })),
    patterns: [],
    unread: [],
    ...more,
  },
});

describe('found roles', () => {
  it('are kept by source, in a file of the user alone', async () => {
    const work = found(1, {
      alias: 'acme',
      roles: [{ roleArn: arn('A'), sure: true, externalId: 'blue-1', maxSessionSeconds: 7200 }],
      patterns: [{ pattern: 'arn:aws:iam::444455556666:role/*', accountId: '444455556666' }, { pattern: '*' }],
      unread: [
        { what: 'roles', problem: { code: 'iam-denied', action: 'iam:ListRoles', resource: '*', explicit: false } },
        { what: 'document', name: 'odd', problem: { code: 'policy-unclear', policy: 'odd', why: 'not-json' } },
      ],
    });
    const store = open();
    await Promise.all([store.save('work', work), store.save('__proto__', found(2))]);
    const kept = await open().load();
    expect(Object.keys(kept).sort()).toEqual(['__proto__', 'work']);
    expect(kept.work).toEqual(work);
    expect([statSync(file).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700]);
    expect(readdirSync(folder)).toEqual(['found.json']);
  });

  it('of 5,000 roles come back as they were', async () => {
    const many = found(5_000);
    await open().save('work', many);
    expect((await open().load()).work).toEqual(many);
  });

  it('of two front ends do not overwrite each other', async () => {
    await open().save('work', found(1));
    await open().save('play', found(2));
    await open().save('work', found(3));
    const kept = await open().load();
    expect([kept.work?.found.roles.length, kept.play?.found.roles.length]).toEqual([3, 2]);
  });

  it('are not kept where there are more than a file may hold', async () => {
    const store = open();
    await store.save('work', found(1));
    await store.save('huge', found(1, { roles: [{ roleArn: arn('x'.repeat(foundRolesLimit)), sure: true }] }));
    expect(Object.keys(await open().load())).toEqual(['work']);
  });

  it('forget that AWS could not be reached', async () => {
    const problem = { code: 'aws-unreachable', host: 'iam.amazonaws.com', reason: 'ENOTFOUND' } as const;
    await open().save('work', found(1, { unread: [{ what: 'roles', problem }] }));
    expect((await open().load()).work?.found.unread).toEqual([]);
  });

  it.each(['', '{', '[]', 'null', '{"work":null}', '{"work":{"at":1}}', '{"work":{"at":1,"found":{"accountId":1}}}'])(
    'are none in a file that holds %s, and can be kept again',
    async (text) => {
      await open().save('work', found(1));
      writeFileSync(file, text);
      expect(await open().load()).toEqual({});
      await open().save('work', found(2));
      expect((await open().load()).work?.found.roles).toHaveLength(2);
    },
  );

  it('that are none are left out, and the others count', async () => {
    await open().save('work', found(2));
    const text = readFileSync(file, 'utf8').replace('role/Role0', 'user/Role0');
    writeFileSync(file, text);
    expect((await open().load()).work?.found.roles).toEqual([{ roleArn: arn('Role1'), sure: false }]);
  });
});
