import { describe, expect, test } from 'vitest';
import type { ProblemCode } from '../../../src-main/contract/problems/problem.ts';
import type { Notice, Waiting } from '../../../src-main/contract/snapshot.ts';
import { duration, shortLeft, span, spokenLeft } from '../../../src-main/words/grammar.ts';
import { keyWords } from '../../../src-main/words/keys.ts';
import { noticeWords } from '../../../src-main/words/notices.ts';
import { speakFor, speakOf } from '../../../src-main/words/platform/reader.ts';
import { problemCodes, problemWords } from '../../../src-main/words/problems/problem-words.ts';
import { progressWords, spacedCode, waitingWords } from '../../../src-main/words/questions.ts';
import { keyPageTexts } from '../../../src-main/words/window/enroll.ts';
import { generalSettings } from '../../../src-main/words/window/settings.ts';
import { keyWith, waitingWith } from '../../support/gallery/snapshots.ts';
import { problemExamples } from '../../support/words/problem-examples.ts';

const told = (code: ProblemCode) =>
  problemExamples
    .filter((problem) => problem.code === code)
    .flatMap((problem) => (['tray', 'window', 'form', 'terminal'] as const).map((where) => problemWords(problem, { where })));

describe('words of problems', () => {
  test('there are words for more than sixty codes', () => expect(problemCodes.length).toBeGreaterThan(60));

  test.each(problemCodes)('%s has a short title, whole sentences and no hole where a fact belongs', (code) => {
    expect(told(code)).not.toEqual([]);
    for (const { title, happened, advice } of told(code)) {
      expect(title).toMatch(/^[“A-Z]/);
      expect(title).not.toMatch(/[.:!]$/);
      expect(title.length).toBeLessThan(60);
      for (const text of [happened, advice]) {
        expect(text).toMatch(/[.]$/);
        expect(text).not.toMatch(/undefined|null|NaN|\[object|\.\.| {2}/);
        expect(text.split('`').length % 2, 'backticks come in pairs').toBe(1);
      }
      expect(advice).not.toBe(happened);
    }
  });

  test.each(problemCodes)('%s blames nobody and shouts at nobody', (code) => {
    // Of a disk it is the plain word.
    const disk = 'the disk reports an error';
    for (const { title, happened, advice } of told(code))
      expect(`${title} ${happened.replace(disk, '')} ${advice}`).not.toMatch(
        /\b(error|invalid|illegal|fatal|oops|sorry|failed to|please contact)\b|!/i,
      );
  });

  test('only at the tray is anybody told to tap in again, and a terminal’s policy comes with the problem', () => {
    for (const where of ['window', 'form', 'terminal'] as const)
      for (const problem of problemExamples)
        expect(JSON.stringify(problemWords(problem, { where }))).not.toMatch(/tap in again(?! in a terminal)/i);
    const denied = { code: 'iam-denied', action: 'iam:GetUser', resource: '*', explicit: false } as const;
    expect(problemWords(denied, { where: 'terminal' }).advice).toBe('Send the policy below to your AWS administrator.');
    expect(problemWords(denied).advice).toContain('Copy the policy, which');
  });

  test('the first access key is added with Roletap in a terminal, and with aws where there may be no roletap command', () => {
    const files = { code: 'aws-files-missing', config: 'a', credentials: 'b' } as const;
    for (const problem of [files, { code: 'source-without-keys', source: '' } as const]) {
      expect(problemWords(problem, { where: 'terminal' }).advice).toContain('`roletap add`');
      expect(problemWords(problem).advice).toContain('`aws configure`');
    }
  });

  test('a missing serial leaves a sentence that still reads', () => {
    expect(problemWords({ code: 'yubikey-removed' }).happened).toBe('The YubiKey was removed before it answered.');
    expect(problemWords({ code: 'password-needed', serial: 7 }).happened).toContain('YubiKey 7');
  });

  test.each([
    ['touch', 'Requiring touch'],
    ['sha512', 'An OATH account with SHA-512'],
    ['rename', 'Renaming an OATH account'],
    ['name-prefix', 'An OATH account whose name'],
  ] as const)('an old key is told what it cannot do: %s', (feature, words) =>
    expect(problemWords({ code: 'firmware-too-old', needs: '4.3.1', has: '4.2.7', feature }).happened).toMatch(
      new RegExp(`^${words}.* needs firmware 4\\.3\\.1\\. This key has 4\\.2\\.7`),
    ),
  );

  test('a key that cannot ask for a touch may do without it, by the name that it has in each place', () => {
    const advice = (where: 'window' | 'terminal') =>
      problemWords({ code: 'firmware-too-old', needs: '4.2.6', has: '4.2.4', feature: 'touch' }, { where }).advice;
    expect(advice('terminal')).toContain('`--no-touch`');
    expect(advice('window')).toContain(`“${keyPageTexts.touch}”`);
  });

  test('another card is named, with the setting that may help', () => {
    const { happened, advice } = problemWords({ code: 'yubikey-missing', others: ['Canokeys Canokey'] });
    expect(happened).toBe('The card in “Canokeys Canokey” isn’t a YubiKey.');
    expect(advice).toContain(`“${generalSettings.otherTokens}”`);
  });

  test('a key held by GnuPG comes with the command that frees it, another holder with its name', () => {
    expect(problemWords({ code: 'yubikey-busy', holder: 'scdaemon' }).advice).toContain('`gpgconf --kill scdaemon`');
    expect(problemWords({ code: 'yubikey-busy', holder: 'Yubico Authenticator' }).advice).toContain('Yubico Authenticator');
    expect(problemWords({ code: 'yubikey-busy', holder: 'Yubico Authenticator' }).advice).not.toContain('gpgconf');
  });

  test('a missing card service comes with the command that starts it', () => {
    expect(problemWords({ code: 'card-service-missing' }).advice).toContain('`sudo systemctl enable --now pcscd`');
  });

  test('advice is for the system that it is read on', () => {
    const service = (system: string) => {
      speakFor(system);
      return ['card-service-missing', 'card-service-silent', 'card-access-denied'] as const;
    };
    try {
      for (const code of service('win32')) expect(problemWords({ code }).advice).not.toMatch(/systemctl|polkit|Mac/);
      for (const code of service('MacIntel')) expect(problemWords({ code }).advice).not.toMatch(/systemctl|polkit|Smart Card/);
    } finally {
      speakFor('linux');
    }
    for (const code of service('Linux x86_64')) expect(problemWords({ code }).advice).toMatch(/pcscd/);
  });

  test('advice calls the files by the names that they have here', () => {
    const named = () => [
      problemWords({ code: 'serial-refused', mfaSerial: 'arn:aws:iam::111122223333:mfa/jane' }).advice,
      problemWords({ code: 'source-missing', profile: 'prod', source: 'acme' }).advice,
    ];
    try {
      speakOf({ config: '/srv/aws.ini', credentials: '/srv/keys.ini' });
      expect(named()).toEqual([expect.stringContaining('/srv/aws.ini'), expect.stringContaining('/srv/keys.ini')]);
      speakOf({ config: '/home/jane/.aws/config', credentials: '/home/jane/.aws/credentials' });
      expect(named()).toEqual([expect.stringContaining('~/.aws/config'), expect.stringContaining('~/.aws/credentials')]);
      speakFor('win32');
      expect(named()[0]).toContain('%UserProfile%\\.aws\\config');
    } finally {
      speakFor('linux');
      speakOf({ config: '/root/.aws/config', credentials: '/root/.aws/credentials' });
    }
  });

  test('a clock says which way it is off', () => {
    expect(problemWords({ code: 'clock-off', seconds: 94 }).happened).toContain('94 seconds behind AWS');
    expect(problemWords({ code: 'clock-off', seconds: -7200 }).happened).toContain('2 hours ahead of AWS');
  });

  test('a file that cannot be written comes with a way out that fits the reason', () => {
    const words = (errno: string, file = '/home/jane/.aws/credentials') => problemWords({ code: 'file-read-only', file, errno });
    expect(words('EACCES').advice).toContain('`chmod u+w /home/jane/.aws/credentials`');
    expect(words('EACCES', "/home/o'neill x/c").advice).toContain("`chmod u+w '/home/o'\\''neill x/c'`");
    expect(words('EROFS').happened).toContain('its disk is read-only (EROFS)');
    expect(words('EROFS').advice).not.toContain('chmod');
    expect(words('EXDEV').happened).toContain('the system reports EXDEV');
  });

  test('no way to AWS says why in words, and what helps against it', () => {
    const words = (reason: string) => problemWords({ code: 'aws-unreachable', host: 'h', reason });
    expect(words('ECONNREFUSED').happened).toBe('h can’t be reached: nothing answers at that address. No code was sent.');
    expect(words('proxy-407').happened).toContain('the proxy needs a user name and password');
    expect(words('proxy-502').happened).toContain('the proxy refused (status 502)');
    expect(words('SELF_SIGNED_CERT_IN_CHAIN').advice).toContain('AWS_CA_BUNDLE');
    expect(words('EODD').happened).toContain('EODD');
  });

  test('AWS’s own reason ends with one full stop', () => {
    const { happened } = problemWords({ code: 'role-refused', roleArn: 'arn', reason: 'is not authorized.' });
    expect(happened).toMatch(/AWS said: is not authorized\.$/);
  });
});

describe('words of questions', () => {
  test('a touch names the role and the account it opens', () => {
    const words = waitingWords(waitingWith());
    expect(words).toEqual({ title: 'Touch your YubiKey', text: 'to open dev-power in account 222233334444', subject: 'dev-power' });
  });

  test('a spent code says how many seconds are left when told the time', () => {
    const waiting = waitingWith({ kind: 'step', deadline: 100_000 });
    expect(waitingWords(waiting, 88_500).text).toContain('in 12 s');
    expect(waitingWords(waiting).text).toContain('in a moment');
  });

  test('a wait for two codes to type says why, and blames no code', () => {
    const waiting = waitingWith({ kind: 'step', toType: true, deadline: 100_000 });
    expect(waitingWords(waiting, 88_500).text).toBe('Both start together, so you have time to type them. dev-power continues in 12 s.');
    expect(progressWords(waiting)).toBe('Waiting for two codes, so you have time to type both');
  });

  test('every kind has a title and names no hole', () => {
    const after = { code: 'aws-said', awsCode: 'InternalFailure', status: 500 } as const;
    expect(waitingWords(waitingWith({ kind: 'touch', after }))).toMatchObject({
      title: 'Touch your YubiKey again',
      text: expect.stringMatching(/, because AWS had a problem \(500\)$/),
    });
    for (const kind of ['touch', 'password', 'insert', 'pick', 'step'] as const) {
      for (const purpose of [
        { kind: 'code', account: 'jane' },
        { kind: 'key', name: 'YubiKey 5' },
      ] as const) {
        const { key: _, ...rest } = waitingWith({ kind, for: purpose });
        const words = waitingWords(rest satisfies Waiting);
        expect(words.title).not.toBe('');
        expect(words.text).not.toMatch(/undefined/);
        if (words.subject !== undefined) expect(words.text).toContain(words.subject);
      }
    }
  });
});

describe('words of notices and keys', () => {
  test('a refused line names file and line, and what refuses it', () => {
    const notice: Notice = { kind: 'file', file: '/home/jane/.aws/config', line: 41, flaw: 'duplicate-section', refusedByCli: true };
    expect(noticeWords(notice)).toEqual({
      tone: 'warn',
      title: 'config, line 41',
      text: '/home/jane/.aws/config:41: this section appears twice. The aws command refuses the whole file because of this. SDKs and Roletap merge the two.',
    });
  });

  test('a broken profile keeps its name as it is written and AWS in capitals', () => {
    expect(
      noticeWords({ kind: 'profile', profile: 'Legacy', problem: { code: 'source-missing', profile: 'Legacy', source: 'x' } }).title,
    ).toBe('Legacy: the source profile is missing');
    expect(noticeWords({ kind: 'profile', profile: 'p', problem: { code: 'code-refused', mfaSerial: 'x' } }).title).toBe(
      'p: AWS rejected the code',
    );
  });

  test('who holds a key goes before its own state', () => {
    expect(keyWords(keyWith({ heldBy: 'scdaemon', oath: 'locked' }))).toEqual({ text: 'in use by scdaemon', tone: 'warn' });
    expect(keyWords(keyWith())).toEqual({ text: '', tone: 'good' });
  });
});

describe('words of time', () => {
  test.each([
    [3600, '1 h'],
    [5400, '1 h 30 min'],
    [43_200, '12 h'],
    [900, '15 min'],
    [45, '45 s'],
  ])('%i seconds are asked for as %s', (seconds, words) => expect(duration(seconds)).toBe(words));

  test.each([
    [2_850_000, '48m'],
    [599_999, '9m'],
    [59_999, '59s'],
    [60_000, '1m'],
    [3_595_000, '60m'],
    [5_960_000, '99m'],
    [6_000_000, '2h'],
    [14_395_000, '4h'],
    [43_199_000, '12h'],
    [-5, '0s'],
  ])('%i ms left fit into the ring as %s', (millis, words) => expect(shortLeft(millis)).toBe(words));

  test.each([
    [60_000, '1 minute left'],
    [2_850_000, '48 minutes left'],
    [14_395_000, '4 hours left'],
    [1_000, '1 second left'],
    [7_800_000, '2 hours 10 minutes left'],
  ])('%i ms left are said as %s', (millis, words) => expect(spokenLeft(millis)).toBe(words));

  test('spans are said in the unit that fits', () => {
    expect([span(1), span(94), span(300), span(7200)]).toEqual(['1 second', '94 seconds', '5 minutes', '2 hours']);
  });

  test('a code is shown in two groups', () => expect(spacedCode('031746')).toBe('031 746'));
});
