import { describe, expect, test } from 'vitest';
import type { ActivityItem } from '../../../src-main/contract/activity.ts';
import type { Alert } from '../../../src-main/contract/alerts.ts';
import type { DiscoveryView } from '../../../src-main/contract/tools.ts';
import type { Asker } from '../../../src-main/contract/values.ts';
import { programsOf } from '../../../src-main/contract/values.ts';
import {
  barTitle,
  barWords,
  courseWords,
  dayWords,
  pictureWords,
  stateWords,
  timelineWords,
  whenWords,
  whoWords,
} from '../../../src-main/words/activity.ts';
import { alertWords } from '../../../src-main/words/alerts.ts';
import { askedByWords, programAndFolder, programWords } from '../../../src-main/words/askers.ts';
import { discoveryWords, unreadWords } from '../../../src-main/words/discovery.ts';
import { clockTime } from '../../../src-main/words/grammar.ts';
import { notesWords } from '../../../src-main/words/notices.ts';
import { endWords, originWords } from '../../../src-main/words/roles/role.ts';
import { announcement } from '../../../src-renderer/popover/announce.ts';
import { fixedNow, snapshotWith, waitingWith } from '../../support/gallery/snapshots.ts';

const terraform = { kind: 'program', name: 'terraform', pid: 4121, folder: '~/infra', sure: true } as const satisfies Asker;

describe('who asks', () => {
  test('is named with pid and folder', () => {
    expect(programAndFolder(terraform)).toBe('terraform (pid 4121) in ~/infra');
    expect(askedByWords(terraform)).toBe('requested by terraform (pid 4121)');
  });

  test('is marked when only it says so itself', () =>
    expect(programWords({ ...terraform, sure: false })).toBe('terraform (pid 4121, unverified)'));

  test('is nobody for a person and for a renewal by itself', () =>
    expect(programsOf([{ kind: 'person', front: 'tray' }, terraform, { kind: 'renewal' }])).toEqual([terraform]));
});

describe('alerts', () => {
  const ends: Alert = { id: '1', kind: 'ends-soon', what: 'mfa-session', name: 'jane', ends: fixedNow };

  test('say what ends and what a touch does', () => {
    expect(alertWords(ends)).toMatchObject({ title: 'jane’s MFA session ends soon', action: 'Renew' });
    expect(alertWords({ ...ends, what: 'direct', name: 'staging' })).toMatchObject({
      title: 'staging’s session ends soon',
      action: 'Renew',
    });
  });

  test('say who could not wait', () =>
    expect(alertWords({ id: '2', kind: 'touch-wanted', profile: 'prod', asker: terraform })).toMatchObject({
      title: 'terraform asks for prod',
      text: 'terraform (pid 4121) in ~/infra couldn’t wait for a touch.',
    }));

  test('tell the problem of a renewal, and have no answer', () => {
    const words = alertWords({ id: '3', kind: 'renewal-failed', profile: 'prod', problem: { code: 'throttled' } });
    expect(words.text).toContain('AWS is limiting requests');
    expect(words.action).toBeUndefined();
  });

  test('and questions of programs are announced once, when they come', () => {
    const before = snapshotWith();
    const waiting = waitingWith({ askers: [terraform] });
    const after = snapshotWith({ alerts: [ends], waiting: [waiting] });
    expect(announcement(before, after)).toBe(
      'jane’s MFA session ends soon. terraform (pid 4121) in ~/infra asks for dev-power. Touch your YubiKey.',
    );
    expect(announcement(after, snapshotWith({ alerts: [ends], waiting: [waiting] }))).toBe('');
  });
});

describe('what IAM told', () => {
  const view: DiscoveryView = { source: 'jane', state: 'done', found: 1, unread: [], patterns: [] };

  test('is said with its count and with what is open', () => {
    expect(discoveryWords(view)).toEqual({ title: '1 role found for jane' });
    const open = discoveryWords({
      ...view,
      found: 0,
      unread: [{ what: 'groups', problem: { code: 'throttled' } }],
      patterns: [{ pattern: 'a' }, { pattern: 'b' }],
    });
    expect(open).toEqual({ title: 'No roles found for jane', text: '1 part couldn’t be read, 2 wildcards need a role name' });
  });

  test('is said while it is read and when it failed', () => {
    const more = { code: 'search-without-mfa', source: 'jane', action: 'iam:ListRoles' } as const;
    expect(discoveryWords({ ...view, problem: more }).advice).toMatch(/^Tap in to any role that uses jane/);
    expect(discoveryWords({ ...view, state: 'reading', found: 7 }).text).toBe('7 roles so far');
    expect(discoveryWords({ ...view, state: 'failed', problem: { code: 'throttled' } }).text).toContain('AWS is limiting requests');
  });

  test('names each part that could not be read, and why', () => {
    expect(unreadWords({ what: 'group-policies', name: 'ops', problem: { code: 'throttled' } })).toBe(
      'a group’s policies (ops): AWS is limiting requests',
    );
  });
});

describe('the day', () => {
  const item: ActivityItem = {
    id: '1',
    profile: 'prod',
    roleArn: 'arn:aws:iam::111122223333:role/Admin',
    accountId: '111122223333',
    from: Date.parse('2026-11-22T14:20Z'),
    to: Date.parse('2026-11-22T15:20Z'),
    state: 'over',
    renewals: 0,
    asker: { kind: 'person', front: 'tray' },
    guarded: false,
  };

  test('says from when to when, for a refusal one time', () => {
    expect(whenWords(item, 'UTC')).toBe(`${clockTime(item.from, 'UTC')} to ${clockTime(item.to, 'UTC')}`);
    expect(whenWords({ ...item, state: 'refused' }, 'UTC')).toBe(clockTime(item.from, 'UTC'));
  });

  test.each([
    [{}, undefined],
    [{ renewals: 1 }, 'renewed once'],
    [{ renewals: 3, state: 'ended', why: 'lock' }, 'renewed 3 times, ended when the screen locked'],
    [{ state: 'refused', problem: { code: 'not-touched', seconds: 15 } }, 'not opened: the YubiKey wasn’t touched'],
    [{ state: 'refused', problem: { code: 'throttled' } }, 'failed: AWS is limiting requests'],
  ] as const)('tells the course of %j', (change, words) => expect(courseWords({ ...item, ...change })).toBe(words));

  test('names a day beside today', () => {
    const today = Date.parse('2026-11-28T00:00Z');
    const words = [0, 1, 2].map((days) => dayWords(today - days * 86_400_000, today, 'UTC'));
    expect(words.slice(0, 2)).toEqual(['Today, 28 Nov', 'Yesterday, 27 Nov']);
    expect(words[2]).toMatch(/^Thu,? 26 Nov$/);
    // The clocks were put back in between.
    expect(dayWords(today - 25 * 3_600_000, today, 'UTC')).toMatch(/^Yesterday/);
  });

  test('says on a bar what there is to say, and counts what is too close', () => {
    expect(barWords([item], 'UTC')).toBe('14:20 to 15:20');
    expect(barWords([{ ...item, asker: terraform, renewals: 2, guarded: true, state: 'active' }], 'UTC')).toBe(
      'terraform · 2 renewals · guarded · until 15:20',
    );
    expect(barWords([item, item, item], 'UTC')).toBe('3 sessions');
    expect(barTitle([item, { ...item, to: item.to + 60_000 }], 'UTC')).toBe('prod, 2 sessions, 14:20 to 15:21');
    expect(barTitle([{ ...item, renewals: 1 }], 'UTC')).toBe('prod, 14:20 to 15:20, renewed once, opened in Roletap');
  });

  test('tells its state in a cell of its own', () => {
    const states = (['active', 'over', 'ended', 'refused'] as const).map((state) => stateWords({ ...item, state, renewals: 1 }));
    expect(states).toEqual(['Open, renewed once', 'Expired, renewed once', 'Renewed once', 'Failed']);
    expect(stateWords({ ...item, state: 'ended' })).toBe('Ended');
  });

  test('has over its picture the whole date, what it is limited to, and what failed', () => {
    const failed = { ...item, state: 'refused', problem: { code: 'throttled' } } as const;
    const { title, lines } = pictureWords(
      item.from,
      Array.from({ length: 7 }, () => failed),
      { role: 'prod', asker: 'program aws', refused: true },
      'UTC',
    );
    expect(title).toMatch(/^Activity, Sunday,? 22 November 2026$/);
    expect(lines).toHaveLength(7);
    expect(lines[0]).toBe('7 failures, only prod, aws and failures');
    expect([lines[1], lines[6]]).toEqual(['14:20 prod failed: AWS is limiting requests', 'and 2 more']);
  });

  test('says who asked and which key was touched', () => {
    expect(whoWords(item)).toBe('opened in Roletap');
    expect(whoWords({ ...item, state: 'refused' })).toBe('requested in Roletap');
    expect(timelineWords({ items: [] })).toBe('0 sessions');
    expect(whoWords({ ...item, asker: terraform, key: { name: 'YubiKey 5 NFC', serial: 7 } })).toBe(
      'requested by terraform (pid 4121) in ~/infra · YubiKey 5 NFC 7',
    );
  });

  test('is counted for who cannot see the picture', () => {
    const view = { items: [item, { ...item, id: '2', state: 'refused' as const }] };
    expect(timelineWords(view)).toBe('1 session and 1 failure');
    const declined = { ...item, state: 'refused' as const, problem: { code: 'asker-refused', profile: 'prod', until: item.to } as const };
    expect(timelineWords({ items: [...view.items, declined, declined] })).toBe('1 session, 1 failure and 2 declined requests');
    expect(courseWords(declined, 'UTC')).toBe('declined by you until 15:20');
  });
});

describe('a row', () => {
  test('says when it renews by itself, else when it ends', () => {
    const state = { kind: 'active', since: 0, expires: fixedNow, expiring: false } as const;
    expect(endWords(state, fixedNow)).toBe(`ends ${clockTime(fixedNow)}`);
    expect(endWords({ ...state, renews: fixedNow - 900_000 }, fixedNow)).toBe(`renews ${clockTime(fixedNow - 900_000)}`);
  });

  test.each([
    ['config', false, undefined],
    ['iam', false, 'from IAM'],
    ['iam', true, 'from IAM, not verified'],
    ['added', false, 'added by hand'],
  ] as const)('from %s, maybe %s, says %s', (origin, maybe, words) => expect(originWords({ origin, maybe })).toBe(words));
});

describe('notes', () => {
  const titles = (change: Parameters<typeof snapshotWith>[0]) => notesWords(snapshotWith(change)).map(({ title }) => title);

  test('say where sessions are kept when that is not the keyring, and not in the demo', () => {
    expect(titles({})).toEqual([]);
    expect(notesWords(snapshotWith({ sessionsKept: 'process' }))[0]?.text).toBe(
      'No system keyring was found, so Roletap keeps sessions only in memory.',
    );
    expect(titles({ sessionsKept: 'login' })).toEqual(['Sessions are kept until you log out']);
    expect(titles({ sessionsKept: 'process', demo: true })).toEqual([]);
    expect(titles({ sessionsKept: 'process', sessions: [], mfaSessions: [] })).toEqual([]);
  });

  test('say that programs cannot ask, and why', () => {
    const problem = { code: 'socket-unsafe', path: '/run/x', why: 'folder-foreign' } as const;
    const [note] = notesWords(snapshotWith({ door: { state: 'failed', problem } }));
    expect(note?.title).toBe('Programs can’t request sessions');
    expect(note?.text).toContain('/run/x');
  });
});

test('says what runs a script, and where a program lies that did not come with the system', () => {
  const program = { kind: 'program', pid: 4121, sure: true } as const;
  const words = (name: string, executable: string) => programWords({ ...program, name, executable });
  expect(words('terraform', '/usr/local/bin/terraform')).toBe('terraform (pid 4121)');
  expect(words('aws', '/usr/bin/python3.11')).toBe('aws (pid 4121) run by python3.11');
  expect(words('aws', '/home/jane/.pyenv/bin/python3')).toBe('aws (pid 4121) run by /home/jane/.pyenv/bin/python3');
  expect(words('terraform', '/home/jane/terraform')).toBe('terraform (pid 4121) at /home/jane/terraform');
});
