import { describe, expect, it } from 'vitest';
import { parseIni } from '../../../../src-main/aws/ini/ini-parse.ts';
import {
  dropForeignKeys,
  dropTargets,
  foreignTemporaryKeys,
  ownedTarget,
  ownMark,
  putTarget,
} from '../../../../src-main/aws/targets/target-section.ts';
import type { TargetSection } from '../../../../src-main/aws/targets/target-types.ts';

const parse = (text: string) => parseIni(new TextEncoder().encode(text));
const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

const target = (change: Partial<TargetSection> = {}): TargetSection => ({
  target: 'prod-tap',
  roleArn: 'arn:aws:iam::111122223333:role/Admin',
  profile: 'prod "🔑"',
  via: 'direct',
  since: 1_800_000_000_000,
  credentials: { accessKeyId: 'ASIAONE', secretAccessKey: 'secret+/=', sessionToken: 'token==', expires: 1_800_003_600_000 },
  region: 'eu-west-1',
  ...change,
});
const renewed = target({
  credentials: { accessKeyId: 'ASIATWO', secretAccessKey: 'other', sessionToken: 'more', expires: 1_800_007_200_000 },
});

const put = (before: string, section = target()) => {
  const after = putTarget(parse(before), section);
  if (!after.ok) throw new Error(after.problem.code);
  return text(after.value);
};
const drop = (before: string, ...names: string[]) => {
  const { bytes, removed } = dropTargets(parse(before), names);
  return { text: text(bytes), removed };
};

describe('a target that is put', () => {
  it('has its mark under the header and then keys that every SDK reads', () => {
    const lines = put('').split('\n');
    expect(lines[0]).toBe('[prod-tap]');
    expect(lines[1]).toMatch(/^# roletap: \{"v":1,[\x20-\x7e]*\}$/);
    expect(lines.slice(2)).toEqual([
      'aws_access_key_id = ASIAONE',
      'aws_secret_access_key = secret+/=',
      'aws_session_token = token==',
      'aws_account_id = 111122223333',
      'region = eu-west-1',
      '',
    ]);
    expect(lines[1]).not.toMatch(/secret\+|token=/);
  });

  it('is found again with all that was known of it', () => {
    const section = parse(put('[a]\n')).sections[1];
    expect(section && ownedTarget(section, '/f')).toEqual({
      target: 'prod-tap',
      roleArn: 'arn:aws:iam::111122223333:role/Admin',
      profile: 'prod "🔑"',
      via: 'direct',
      since: 1_800_000_000_000,
      expires: 1_800_003_600_000,
      accessKeyId: 'ASIAONE',
      place: { file: '/f', line: 3 },
    });
  });

  it('is renewed in place, and everything around it stays', () => {
    const once = put('[a]\r\nk = v');
    const more = `${once}# about b\r\n[b]\r\nj = 1`;
    const twice = put(more, renewed);
    expect(twice).toBe(put('[a]\r\nk = v', renewed).concat('# about b\r\n[b]\r\nj = 1'));
    expect(drop(twice, 'prod-tap').text).toBe('[a]\r\nk = v\r\n# about b\r\n[b]\r\nj = 1');
  });

  it('keeps what the user wrote into the section, also under a key that we would write', () => {
    const edited = put('').replace('region = eu-west-1\n', 'region = eu-west-1\noutput = json\n; mine\n');
    expect(put(edited, renewed)).toContain('output = json\n; mine\n');
    const before = '[prod-tap]\nregion = us-west-2\n';
    expect(put(before).match(/region = .*/g)).toEqual(['region = us-west-2']);
    expect(drop(put(put(before), renewed), 'prod-tap')).toEqual({ text: before, removed: ['prod-tap'] });
  });

  it('leaves out a region that is none', () => {
    expect(put('', target({ region: 'x\nrole_arn = y' }))).not.toContain('role_arn');
  });

  it('takes no credentials that would break out of their line', () => {
    for (const sessionToken of ['a\nb', 'a b', '', 'é']) {
      const section = target({ credentials: { ...renewed.credentials, sessionToken } });
      expect(putTarget(parse(''), section), JSON.stringify(sessionToken)).toMatchObject({ ok: false, problem: { code: 'internal' } });
    }
  });

  it('never takes a section with keys of others', () => {
    expect(() => putTarget(parse('[prod-tap]\naws_access_key_id = AKIAX\n'), target())).toThrow('keys of its own');
  });

  it('ends as one section when there were two of it', () => {
    const two = `${put('')}\n${put('')}`;
    expect(parse(put(two, renewed)).sections.map(({ name }) => name)).toEqual(['prod-tap']);
  });
});

describe('a target that is dropped', () => {
  it.each(['', '[a]\nk = v\n', '[a]\nk = v', '[a]\r\nk = v\r\n', '\ufeff# c\r\n\r\n', '\n\n', 'nonsense\r'])(
    'gives back the file %j',
    (before) => {
      expect(drop(put(put(before), renewed), 'prod-tap')).toEqual({ text: before, removed: ['prod-tap'] });
    },
  );

  it('gives back the file in any order of several', () => {
    const names = ['a', 'b', 'c'];
    for (const order of [names, ['c', 'b', 'a'], ['b', 'a', 'c'], ['b', 'c', 'a'], ['a', 'c', 'b']]) {
      for (const before of ['', '[x]\nk = v', '[x]\n']) {
        const all = names.reduce((file, name) => put(file, target({ target: name })), before);
        expect(
          order.reduce((file, name) => drop(file, name).text, all),
          `${order} ${before}`,
        ).toBe(before);
      }
    }
    const all = names.reduce((file, name) => put(file, target({ target: name })), '[x]');
    expect(drop(all, ...names)).toEqual({ text: '[x]', removed: names });
  });

  it('keeps its header when the user has put properties under it, and comments always', () => {
    const edited = put('[a]\n').replace('region =', '# why\nregion =');
    expect(drop(edited, 'prod-tap').text).toBe('[a]\n# why\n');
    expect(drop(`${put('[a]\n')}output = json\n`, 'prod-tap').text).toBe('[a]\n\n[prod-tap]\noutput = json\n');
  });

  it('that never was, or is not ours, changes nothing', () => {
    const unmarked = put('').replace(/# roletap.*\n/, '');
    for (const file of ['', '[prod-tap]\n', unmarked]) expect(drop(file, 'prod-tap', 'x')).toEqual({ text: file, removed: [] });
  });
});

describe('a section is no longer ours', () => {
  it('and never was, when its mark names no key and it has none', () => {
    const nameless = `[prod-tap]\n${put('').split('\n')[1]?.replace('"key":"ASIAONE"', '"key":""')}`;
    expect(nameless).toContain('"key":""');
    const text = `${nameless}\naws_access_key_id =\naws_secret_access_key = mine\naws_session_token = mine\n`;
    expect(drop(text, 'prod-tap')).toEqual({ text, removed: [] });
  });

  const owned = (file: string) => parse(file).sections.some((section) => ownMark(section) !== undefined);
  const made = put('');

  it.each([
    ['long-term keys are in it', made.replaceAll('ASIAONE', 'AKIAONE')],
    ['another access key is in it', made.replace('id = ASIAONE', 'id = ASIATWO')],
    ['the session token is gone', made.replace(/aws_session_token.*\n/, '')],
    ['it has another name', made.replace('[prod-tap]', '[copy]')],
    ['its mark is damaged', made.replace('{"v"', '{v')],
    ['its mark is of a version that we do not know', made.replace('"v":1', '"v":2')],
    ['its mark is gone', made.replace(/# roletap.*\n/, '')],
  ])('when %s', (_, file) => {
    expect(owned(made)).toBe(true);
    expect(owned(file)).toBe(false);
    expect(drop(file, 'prod-tap', 'copy')).toEqual({ text: file, removed: [] });
  });

  it('but still when its mark has fields that came later, or times in milliseconds', () => {
    expect(owned(made.replace('"v":1', '"v":1,"new":{"x":[1]}'))).toBe(true);
    const section = parse(made.replace(/"expires":"[^"]*"/, '"expires":1800003600000')).sections[0];
    expect(section && ownedTarget(section, '/f')?.expires).toBe(1_800_003_600_000);
  });
});

describe('temporary keys of another tool', () => {
  const keys = 'aws_access_key_id = ASIAX\naws_secret_access_key = s\naws_session_token = t\n';
  const found = (body: string) => {
    const [section] = parse(`[prod-tap]\n${body}`).sections;
    return section && foreignTemporaryKeys(section);
  };

  it('are found with what is said of their end', () => {
    expect(found(keys)).toEqual({ accessKeyId: 'ASIAX', secretAccessKey: 's', sessionToken: 't' });
    expect(found(`${keys.replace('aws_session_token', 'aws_security_token')}expiration = 2026-11-29T01:00:00Z\n`)).toMatchObject({
      sessionToken: 't',
      expires: Date.UTC(2026, 10, 29, 1),
    });
    expect(found(`${keys}aws_expiration = 2026-11-29T01:00:00Z\nx_security_token_expires = 2026-11-29T02:00:00+01:00\n`)).toMatchObject({
      expires: Date.UTC(2026, 10, 29, 1),
    });
    expect(found(`${keys}expiration = tomorrow\n`)).not.toHaveProperty('expires');
  });

  it.each([
    ['long-term keys', keys.replace('ASIA', 'AKIA')],
    ['keys without a token', keys.replace(/aws_session.*/, '')],
    ['half a pair', keys.replace(/aws_secret.*/, '')],
    ['keys beside a command', `${keys}credential_process = x\n`],
    ['our own', put('').replace('[prod-tap]\n', '')],
  ])('are not %s', (_, body) => {
    expect(found(body)).toBeUndefined();
  });

  it('go with what is said of their end; the rest stays', () => {
    const before = `[a]\nx = y\n\n# mine\n[prod-tap]\nregion = eu-north-1\n${keys}# why\nexpiration = 2020\noutput = json\n\n[b]\n`;
    expect(text(dropForeignKeys(parse(before), 'prod-tap', 'ASIAX'))).toBe(
      '[a]\nx = y\n\n# mine\n[prod-tap]\nregion = eu-north-1\n# why\noutput = json\n\n[b]\n',
    );
    expect(text(dropForeignKeys(parse(before), 'prod-tap', 'ASIAOTHER'))).toBe(before);
    expect(text(dropForeignKeys(parse(before), 'b', 'ASIAX'))).toBe(before);
  });
});
