import type { ActivityItem, ActivityView } from '../../../src-main/contract/activity.ts';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { day, terraform } from './snapshots-sessions.ts';
import { longTrail, trail } from './trail.ts';

/** The page of a day's sessions. */
const hours = (count: number) => count * 3_600_000;
const midnight = Date.parse('2026-11-22T00:00:00Z');
const item = (id: string, role: string, from: number, to: number, change: Partial<ActivityItem> = {}): ActivityItem => ({
  id,
  profile: role,
  roleArn: `arn:aws:iam::111122223333:role/${role}`,
  accountId: '111122223333',
  from: midnight + hours(from),
  to: midnight + hours(to),
  state: 'over',
  renewals: 0,
  asker: { kind: 'person', front: 'tray' },
  guarded: false,
  ...change,
});
const key = { name: 'YubiKey 5C NFC', serial: 12345678 };
const activityItems: readonly ActivityItem[] = [
  item('1', 'prod-admin', 16.18, 16.43, { state: 'active', guarded: true, key, accountId: '111122223333' }),
  item('2', 'data-lake', 14.25, 17.0, { state: 'active', renewals: 3, asker: terraform, accountId: '555566667777' }),
  item('3', 'network-ops', 13.97, 13.97, {
    state: 'refused',
    asker: terraform,
    accountId: '333344445555',
    problem: { code: 'role-refused', roleArn: 'arn:aws:iam::333344445555:role/NetworkOps' },
  }),
  item('4', 'staging-admin', 12.5, 13.1, { state: 'ended', why: 'lock', key, accountId: '222233334444' }),
  item('5', 'dev-power', 9.2, 13.4, { renewals: 4, key, accountId: '222233334444' }),
  item('6', 'billing', 8.5, 9.5, { asker: { kind: 'person', front: 'terminal' }, accountId: '444455556666' }),
];
export const activity = (change: Partial<ActivityView> = {}): ActivityView => ({
  begins: midnight,
  ends: midnight + hours(24),
  isToday: true,
  isReading: false,
  days: [-5, -2, -1, 0].map((days) => midnight + hours(24 * days)),
  items: activityItems,
  ...change,
});
export const yesterday: Partial<ActivityView> = {
  begins: midnight - hours(24),
  ends: midnight,
  isToday: false,
  items: [
    item('7', 'prod-readonly', -8.5, -7.5, { asker: { kind: 'person', front: 'terminal' }, key }),
    item('8', 'staging-admin', -13, -12, { accountId: '222233334444', key }),
  ],
};

export const activityScreens = {
  activity: day({ activity: activity() }),
  'activity-yesterday': day({ activity: activity(yesterday) }),
  'activity-reading': day({ activity: activity({ items: [], isReading: true }) }),
  'activity-empty': day({ activity: activity({ items: [] }) }),
  'activity-refused': day({
    activity: activity({
      items: [
        item('1', 'network-ops', 16.1, 16.1, {
          state: 'refused',
          asker: terraform,
          problem: { code: 'role-refused', roleArn: 'arn:aws:iam::333344445555:role/NetworkOps' },
        }),
        item('2', 'billing', 15.9, 15.9, { state: 'refused', problem: { code: 'not-touched', seconds: 15 } }),
        item('3', 'prod-admin', 15.4, 15.4, {
          state: 'refused',
          asker: terraform,
          problem: { code: 'asker-refused', profile: 'prod-admin', until: midnight + hours(15.5) },
        }),
      ],
    }),
  }),
  'activity-team': day({
    activity: activity({
      items: [
        item('1', 'prod-admin', 16.1, 16.1, { state: 'team', deed: { plan: 'rescue', on: 'bob', outcome: 'done' } }),
        item('2', 'prod-admin', 15.4, 15.4, {
          state: 'team',
          deed: { plan: 'enforce', on: 'developers', outcome: 'failed' },
          problem: { code: 'throttled' },
        }),
        item('3', 'prod-admin', 15.2, 16.1, { state: 'over', key }),
      ],
    }),
  }),
  'activity-problem': day({
    activity: activity({ problem: { code: 'history-unwritable', file: '/home/jane/.local/share/roletap/history', errno: 'ENOSPC' } }),
  }),
  'activity-trail': day({ activity: activity({ trail: trail() }) }),
  'activity-trail-5000': day({ activity: activity({ trail: longTrail() }) }),
  'activity-busy': day({
    activity: activity({
      items: Array.from({ length: 60 }, (_, index) =>
        item(`${index}`, `team-${index % 14}`, 16 - index / 4, 17 - index / 4, {
          renewals: index % 3,
          ...(index % 9 === 0 ? { state: 'refused', to: midnight + hours(16 - index / 4), problem: { code: 'throttled' } } : {}),
        }),
      ),
    }),
  }),
  /** As long as a day gets: programs ask all the time. */
  'activity-5000': day({
    activity: activity({
      items: Array.from({ length: 5000 }, (_, index) =>
        item(`${index}`, `team-${index % 60}`, 16.4 - index / 320, 16.4 - index / 320 + 0.2, {
          asker: { kind: 'program', name: 'terraform', pid: 4000 + index, folder: '~/infra/network', sure: true },
          ...(index % 7 === 0
            ? { state: 'refused', to: midnight + hours(16.4 - index / 320), problem: { code: 'not-touched', seconds: 15 } }
            : {}),
        }),
      ),
    }),
  }),
} as const satisfies Record<string, Snapshot>;
