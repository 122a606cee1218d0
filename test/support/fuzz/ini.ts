import fc from 'fast-check';
import { changedLines } from '../../../src-main/aws/ini/changed-lines.ts';
import { setProperty } from '../../../src-main/aws/ini/ini-edit.ts';
import { parseIni } from '../../../src-main/aws/ini/ini-parse.ts';
import { configMeaning, credentialsMeaning } from '../../../src-main/aws/ini/profile-names.ts';
import { marksIn, withLostMarks } from '../../../src-main/aws/targets/lost-marks.ts';
import { formatProcessMark, ownProcess, processMarks } from '../../../src-main/aws/targets/process-mark.ts';
import { formatMark, parseMark, type TargetMark } from '../../../src-main/aws/targets/target-mark.ts';
import {
  dropTargets,
  foreignTemporaryKeys,
  hasCredentials,
  ownCredentials,
  ownedTarget,
  putTarget,
} from '../../../src-main/aws/targets/target-section.ts';
import type { TargetSection } from '../../../src-main/aws/targets/target-types.ts';
import { damaged, damagedJson, hostileText, inTime, must, pure } from './part.ts';

const target: TargetSection = {
  target: 'prod-tap',
  roleArn: 'arn:aws:iam::111122223333:role/Admin',
  profile: 'prod',
  via: 'direct',
  since: 1_800_000_000_000,
  credentials: { accessKeyId: 'ASIAONE', secretAccessKey: 'secret+/=', sessionToken: 'token==', expires: 1_800_003_600_000 },
  region: 'eu-west-1',
};

const pieces = [
  '[a]',
  '[default]',
  '[profile x]',
  '[profile "a b"]',
  '[prod-tap]',
  '[',
  ']',
  'k = v',
  'role_arn=arn',
  'aws_access_key_id = AKIAJANE',
  'aws_session_token = t',
  's3 =',
  '  n = 1',
  ' ',
  '\t',
  '# c',
  '; c',
  ' # c',
  '=',
  ':',
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r',
  '\0',
  '\u00a0',
  'ü',
  '\ufeff',
  '\u2028',
  '# roletap: {',
  '# roletap: {"v":1}',
].map((piece) => Buffer.from(piece));
const piece = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...pieces) }, fc.uint8Array({ maxLength: 3 }));
const part = fc
  .tuple(fc.constantFrom('', '[a]\n', '[profile a]\r\nk = v\r\n'), fc.array(piece, { maxLength: 30 }))
  .map(([start, parts]) => Buffer.concat([Buffer.from(start), ...parts]));
/** Any bytes, and long files in which one thing comes again and again. */
const file = fc.oneof(
  { weight: 30, arbitrary: part },
  fc.tuple(fc.array(piece, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 20_000 })).map(([parts, times]) => {
    const one = Buffer.concat(parts);
    return Buffer.concat(Array.from({ length: times }, () => one));
  }),
);

/** A file of AWS: read in a time that grows with its length, changed where it is to be changed, and given back byte for byte. */
export const iniPart = pure(
  'ini',
  (tally) =>
    fc.property(file, (bytes) => {
      const before = inTime(() => parseIni(bytes));
      for (const section of before.sections) {
        must(
          section.start <= section.bodyStart && section.bodyStart <= section.end && section.end <= bytes.length,
          'a section lies outside',
        );
        [configMeaning, credentialsMeaning, ownedTarget, hasCredentials, foreignTemporaryKeys, ownProcess].map((read) =>
          read(section, 'file'),
        );
      }
      tally(before.sections.length === 0 ? 'no section' : before.flaws.length > 0 ? 'flawed' : 'whole');
      const isFree = !before.sections.some(({ name }) => name === target.target);
      if (isFree) {
        const put = inTime(() => putTarget(before, target));
        if (!put.ok) throw new Error(put.problem.code);
        const after = parseIni(put.value);
        must(
          ownCredentials(after.sections.at(-1) ?? after.sections[0] ?? never())?.sessionToken === 'token==',
          'a target is not read back',
        );
        must(Buffer.from(inTime(() => dropTargets(after, [target.target])).bytes).equals(bytes), 'a file is not given back as it was');
      }
      const section = before.sections.at(-1);
      if (!section) return;
      const set = setProperty(before, section, 'mfa_serial', 'arn');
      const place = section.properties.filter(({ key }) => key === 'mfa_serial').at(-1);
      const start = place?.start ?? section.properties.at(-1)?.end ?? section.bodyStart;
      must(Buffer.from(set.subarray(0, start)).equals(bytes.subarray(0, start)), 'bytes before a changed line are others');
      const tail = bytes.subarray(place?.end ?? start);
      must(Buffer.from(set.subarray(set.length - tail.length)).equals(tail), 'bytes behind a changed line are others');
      inTime(() => changedLines(bytes, set));
    }) as fc.IRawProperty<unknown>,
);

const never = (): never => {
  throw new Error('no section');
};

const whole = {
  v: 1,
  target: 'prod-tap',
  role: target.roleArn,
  profile: 'prod',
  via: 'direct',
  since: '2027-01-15T08:00:00.000Z',
  expires: '2027-01-15T09:00:00.000Z',
  key: 'ASIAONE',
  properties: ['region'],
  settings: { region: 'x' },
  gap: 1,
};
const processMark = { v: 1, process: 'prod', sum: '0123456789abcdef', settings: { region: 'x' }, gap: 1, ending: 0 };
const mark = fc
  .oneof(damagedJson(damaged(whole)), damagedJson(damaged(processMark)), hostileText)
  .map((json) => `# roletap: ${json.replaceAll(/[\r\n]/g, ' ')}`);
const moment = fc.integer({ min: 0, max: 8.64e15 });
const accessKeyId = hostileText.filter((text) => text !== '');
const marks: fc.Arbitrary<TargetMark> = fc.record({
  target: hostileText,
  role: hostileText,
  via: fc.constantFrom('mfa-session', 'direct'),
  since: moment,
  expires: moment,
  key: accessKeyId,
  properties: fc.array(hostileText, { maxLength: 3 }),
});

/** Our notes in those files, damaged or forged: never taken for ours with keys of somebody else, and never more than a line. */
export const marksPart = pure(
  'marks',
  (tally) =>
    fc.property(mark, mark, marks, fc.constantFrom('AKIAJANE', 'ASIAONE', ''), (line, other, written, key) => {
      const formatted = formatMark(written);
      must(/^[\x20-\x7e]+$/.test(formatted), 'a mark is more than a plain line');
      must(JSON.stringify(parseMark(formatted)) === JSON.stringify(written), 'a mark is not read back');
      must(!/[\r\n]/.test(formatProcessMark({ process: written.target, sum: written.key })), 'a mark is more than a line');
      const bytes = Buffer.from(
        `[prod-tap]\n${line}\n${other}\naws_access_key_id = ${key}\naws_secret_access_key = s\naws_session_token = t\n\n[profile prod]\n${other}\ncredential_process = x\n`,
      );
      const document = parseIni(bytes);
      for (const section of document.sections) {
        const own = ownedTarget(section, 'file');
        must(own === undefined || (own.accessKeyId === key && key === 'ASIAONE'), 'keys of somebody else are taken for ours');
        tally(own ? 'ours' : parseMark(line) ? 'read, not ours' : 'not read');
        processMarks(section);
      }
      withLostMarks(document, () => [line, other]);
      marksIn(document);
      const dropped = Buffer.from(dropTargets(document, ['prod-tap', 'profile prod']).bytes);
      must(dropped.includes('credential_process = x') && (key === 'ASIAONE' || dropped.equals(bytes)), 'lines of somebody else are gone');
    }) as fc.IRawProperty<unknown>,
);
