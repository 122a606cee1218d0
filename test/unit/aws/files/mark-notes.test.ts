import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAwsFiles } from '../../../../src-main/aws/files/aws-files.adapter.ts';
import { createMarkNotes } from '../../../../src-main/aws/files/mark-notes.ts';
import type { IniDocument } from '../../../../src-main/aws/ini/ini-document.ts';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import type { TargetSection } from '../../../../src-main/aws/targets/target-types.ts';
import { utf8 } from '../../../../src-main/base/bytes.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { createRecordFolder } from '../../../../src-main/storage/record-folder.adapter.ts';

let folder: string;
let config: string;
let credentials: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'roletap-marks-')));
  config = join(folder, 'config');
  credentials = join(folder, 'credentials');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const own = '[default]\naws_access_key_id = AKIAJANE\naws_secret_access_key = s3cr3t\n';
const section = (target = 'prod-tap', accessKeyId = 'ASIAONE'): TargetSection => ({
  target,
  roleArn: 'arn:aws:iam::111122223333:role/Admin',
  profile: 'prod',
  via: 'mfa-session',
  since: 1_800_000_000_000,
  credentials: { accessKeyId, secretAccessKey: 'secret', sessionToken: 'token', expires: 1_800_003_600_000 },
  region: 'eu-west-1',
});
const line = { target: 'dev-tap', command: '/opt/roletap-credentials dev-tap', region: 'eu-west-1' };

/** Another run each time: nothing is known but what lies on the disk. */
const files = () =>
  createAwsFiles({
    configPath: config,
    credentialsPath: credentials,
    env: {},
    clock: systemClock,
    marks: createRecordFolder(join(folder, 'marks')),
  });
/** With the note, which is written beside the answer. */
const noted = async <T>(work: (own: ReturnType<typeof files>) => Promise<T>): Promise<T> => {
  const own = files();
  const done = await work(own);
  await own.settled();
  return done;
};
const writeTarget = (target: TargetSection) => noted((own) => own.writeTarget(target));
const writeProcess = (target: typeof line) => noted((own) => own.writeProcess(target));
const contentOf = (path: string) => readFileSync(path, 'utf8');
const change = (path: string, how: (text: string) => string) => writeFileSync(path, how(contentOf(path)));
const withoutComments = (text: string) => text.replace(/^#.*\n/gm, '');
const profiles = async () => {
  const read = await files().read();
  if (!read.ok) throw new Error(read.problem.code);
  return read.value;
};

describe('a section that lost its mark', () => {
  beforeEach(async () => {
    writeFileSync(credentials, own);
    await writeTarget(section());
    await writeTarget(section('dev-tap', 'ASIADEV'));
    change(credentials, withoutComments);
  });

  it('is ours, with all that the mark said', async () => {
    const { targets, whyNotTarget } = await profiles();
    expect(targets).toMatchObject([
      { target: 'prod-tap', profile: 'prod', accessKeyId: 'ASIAONE', expires: 1_800_003_600_000, via: 'mfa-session' },
      { target: 'dev-tap', accessKeyId: 'ASIADEV' },
    ]);
    expect(whyNotTarget('prod-tap')).toBeUndefined();
    expect(await files().readTarget('prod-tap')).toMatchObject({ value: { accessKeyId: 'ASIAONE', secretAccessKey: 'secret' } });
  });

  it('has it again with the next write', async () => {
    expect(await writeTarget(section('prod-tap', 'ASIATWO'))).toMatchObject({ ok: true });
    const text = contentOf(credentials);
    expect(text).toMatch(/\[prod-tap\]\n# roletap: .*"key":"ASIATWO".*\naws_access_key_id = ASIATWO\n/);
    expect(text.match(/ASIAONE/)).toBeNull();
  });

  it('goes with its end, beside others that lost theirs', async () => {
    expect(await files().removeTargets(['prod-tap', 'dev-tap'])).toEqual({ ok: true, value: ['prod-tap', 'dev-tap'] });
    expect(contentOf(credentials)).toBe(own);
  });

  it('is ours when a tool writes an older one back, and after our end', async () => {
    const old = contentOf(credentials);
    await writeTarget(section('prod-tap', 'ASIATWO'));
    await files().removeTargets(['prod-tap']);
    writeFileSync(credentials, old);
    expect((await profiles()).targets).toMatchObject([{ accessKeyId: 'ASIAONE' }, { accessKeyId: 'ASIADEV' }]);
  });

  it.each([
    ['has another name', (text: string) => text.replace('[prod-tap]', '[mine]'), 'mine', 'target-temporary'],
    ['has another access key', (text: string) => text.replace('ASIAONE', 'ASIAOTHER'), 'prod-tap', 'target-temporary'],
    ['has long-term keys', (text: string) => text.replace('ASIAONE', 'AKIAONE'), 'prod-tap', 'target-has-keys'],
    ['has no session token', (text: string) => text.replace('aws_session_token = token\n', ''), 'prod-tap', 'target-has-keys'],
  ])('is the person’s when it %s', async (_, how, name, code) => {
    change(credentials, how);
    const { targets, whyNotTarget } = await profiles();
    expect(targets).toMatchObject([{ target: 'dev-tap' }]);
    expect(whyNotTarget(name)).toMatchObject({ code });
    expect(await files().removeTargets([name])).toEqual({ ok: true, value: [] });
  });

  it('says nothing secret where it is noted', () => {
    const marks = readdirSync(join(folder, 'marks')).map((name) => contentOf(join(folder, 'marks', name)));
    expect(marks.join()).toContain('ASIAONE');
    expect(marks.join()).not.toMatch(/"?(secret|token)"/);
  });
});

describe('a credential_process line that lost its mark', () => {
  const before = '[profile prod]\nregion = x\n';

  it('is ours, is given its mark again, and goes whole', async () => {
    writeFileSync(config, before);
    await writeProcess(line);
    change(config, withoutComments);
    expect((await profiles()).processTargets).toEqual(['dev-tap']);
    expect(await writeProcess({ ...line, command: '/usr/bin/roletap-credentials dev-tap' })).toMatchObject({ ok: true });
    expect(contentOf(config)).toMatch(/\[profile dev-tap\]\n# roletap: .*\ncredential_process = \/usr\/bin\/roletap-credentials dev-tap\n/);
    change(config, withoutComments);
    await files().removeProcess('dev-tap');
    expect(contentOf(config)).toBe(before);
  });

  it('is the person’s when another command stands there', async () => {
    writeFileSync(config, before);
    await writeProcess(line);
    change(config, (text) => withoutComments(text).replace('/opt/', '/usr/'));
    const left = contentOf(config);
    expect((await profiles()).processTargets).toEqual([]);
    await files().removeProcess('dev-tap');
    expect(contentOf(config)).toBe(left);
  });
});

describe('notes of marks', () => {
  const mark = (accessKeyId: string) =>
    `# roletap: {"v":1,"target":"prod-tap","role":"x","key":"${accessKeyId}","expires":"2027-01-15T08:00:00Z"}`;
  const keys = (accessKeyId: string) =>
    `[prod-tap]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = s\naws_session_token = t\n`;
  const marked = (accessKeyId: string) => parseIni(utf8(keys(accessKeyId).replace('\n', `\n${mark(accessKeyId)}\n`)));
  const unmarked = (accessKeyId: string) => parseIni(utf8(keys(accessKeyId)));
  const marksOf = ({ sections }: IniDocument) => sections.flatMap(({ marks }) => marks.map(({ text }) => text));

  const setUp = (texts: readonly (string | undefined)[] = []) => {
    const written: unknown[] = [];
    let reads = 0;
    const notes = createMarkNotes({
      read: async () => {
        reads += 1;
        return texts.map((text, index) => ({ name: String(index), text }));
      },
      write: async (_, text) => void written.push(JSON.parse(text)),
    });
    return { notes, written, reads: () => reads };
  };

  it('are of the last four of a section, the newest first, each once', async () => {
    const { notes, written } = setUp();
    const ids = ['ASIA1', 'ASIA2', 'ASIA3', 'ASIA4', 'ASIA5', 'ASIA5'];
    for (const id of ids) await notes.note(marked(id));
    expect(written).toHaveLength(5);
    expect(written[0]).toEqual({ section: 'prod-tap', marks: [mark('ASIA1')] });
    expect(written[4]).toEqual({ section: 'prod-tap', marks: ['ASIA5', 'ASIA4', 'ASIA3', 'ASIA2'].map(mark) });
    expect(marksOf(notes.restored(unmarked('ASIA2')))).toEqual([mark('ASIA2')]);
    expect(marksOf(notes.restored(unmarked('ASIA1')))).toEqual([]);
  });

  it('are read only for a file that may lack a mark', async () => {
    const { notes, reads } = setUp([JSON.stringify({ section: 'prod-tap', marks: [mark('ASIA1')] })]);
    expect(marksOf(notes.restored(unmarked('ASIA1')))).toEqual([]);
    const whole = marked('ASIA1');
    expect(await notes.restore(whole)).toBe(whole);
    expect(reads()).toBe(0);
    expect(marksOf(await notes.restore(unmarked('ASIA1')))).toEqual([mark('ASIA1')]);
    expect(reads()).toBe(1);
  });

  it('that are damaged or cannot be read are none', async () => {
    const good = JSON.stringify({ section: 'prod-tap', marks: [mark('ASIA1')] });
    const { notes } = setUp([undefined, '', '{', '{"section":"prod-tap"}', good]);
    expect(marksOf(await notes.restore(unmarked('ASIA1')))).toEqual([mark('ASIA1')]);
  });

  it('stay with a section, whatever is noted of another', async () => {
    const { notes } = setUp([JSON.stringify({ section: 'other', marks: [mark('ASIA1')] })]);
    const document = unmarked('ASIA1');
    expect(await notes.restore(document)).toBe(document);
  });
});

it('goes on where nothing can be noted', async () => {
  writeFileSync(join(folder, 'marks'), 'a file');
  expect(await writeTarget(section())).toMatchObject({ ok: true });
  change(credentials, withoutComments);
  expect((await profiles()).whyNotTarget('prod-tap')).toMatchObject({ code: 'target-temporary' });
});
