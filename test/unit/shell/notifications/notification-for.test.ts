import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../src-main/contract/alerts.ts';
import type { SessionView, Snapshot } from '../../../../src-main/contract/snapshot.ts';
import {
  decide,
  isGraceRenewed,
  type Sights,
  type Standing,
  shownTexts,
} from '../../../../src-main/shell/notifications/notification-for.ts';
import { enrolling, sessionWith, snapshotWith, touchWaiting } from '../../../support/electron/shell-snapshots.ts';

const endsSoon: Alert = { id: 'a1', kind: 'ends-soon', what: 'mfa-session', name: 'acme', ends: 0 };
const terraform = { kind: 'program', name: 'terraform', pid: 4711, sure: true } as const;
const asked = { ...touchWaiting, askers: [terraform] };

const nothing: Sights = { popover: 'none', wide: 'none' };
const popover = (sight: 'visible' | 'focused'): Sights => ({ popover: sight, wide: 'none' });
const wide = (sight: 'visible' | 'focused'): Sights => ({ popover: 'none', wide: sight });

/** Goes from moment to moment; tells what was shown and closed at each. */
const follow = () => {
  let standings: ReadonlyMap<string, Standing> = new Map();
  const ripe = new Set<string>();
  return (change: Partial<Snapshot>, sights: Sights = nothing) => {
    const decision = decide(standings, snapshotWith(change), sights, ripe);
    standings = decision.standings;
    for (const subject of decision.begin) ripe.add(subject.id);
    return { show: decision.show.map((subject) => subject.id), close: decision.close };
  };
};
const quiet = { show: [], close: [] };

describe('the texts of a notification', () => {
  const texts = { title: '<b>prod</b> & \u202eevil', body: '<img src=x> & \nR&D', action: 'Cancel' };

  it('turn no line round, and hold no markup where a server would read it', () => {
    expect(shownTexts(texts, 'linux')).toEqual({
      title: '<b>prod</b> & \ufffdevil',
      body: '\uff1cimg src=x> \uff06 \ufffdR\uff06D',
      action: 'Cancel',
    });
    expect(shownTexts(texts, 'darwin').body).toBe('<img src=x> & \ufffdR&D');
  });
});

describe('notifications', () => {
  it.each([
    ['an alert', { alerts: [endsSoon] }, 'alert a1'],
    ['a question of a program', { waiting: [asked] }, 'question w1'],
    ['a question of a person', { waiting: [touchWaiting] }, 'question w1'],
  ])('tell %s once, after its grace, and go when it is over', (_, change, id) => {
    const at = follow();
    expect(at(change)).toEqual(quiet);
    expect(at(change)).toEqual({ show: [id], close: [] });
    expect(at(change)).toEqual(quiet);
    expect(at({})).toEqual({ show: [], close: [id] });
    expect(at({})).toEqual(quiet);
  });

  it('wait for the grace, however many snapshots come meanwhile', () => {
    let standings: ReadonlyMap<string, Standing> = new Map();
    const at = (ripe: readonly string[]) => {
      const decision = decide(standings, snapshotWith({ waiting: [asked] }), nothing, new Set(ripe));
      standings = decision.standings;
      return [decision.begin.length, decision.show.length];
    };
    expect([at([]), at([]), at(['question w1']), at(['question w1'])]).toEqual([
      [1, 0],
      [0, 0],
      [0, 1],
      [0, 0],
    ]);
  });

  it('wait for a window that is on its way, but not for ever', () => {
    const coming: Sights = { popover: 'coming', wide: 'none' };
    expect([1, 7].map((times) => isGraceRenewed(coming, times))).toEqual([true, true]);
    expect(isGraceRenewed({ popover: 'none', wide: 'coming' }, 1)).toBe(true);
    expect(isGraceRenewed(coming, 8)).toBe(false);
    expect(isGraceRenewed(popover('visible'), 1)).toBe(false);
    const at = follow();
    at({ waiting: [touchWaiting] }, coming);
    expect(at({ waiting: [touchWaiting] }, coming)).toEqual({ show: ['question w1'], close: [] });
  });

  it('leave out what came into sight during its grace, for good', () => {
    const at = follow();
    at({ waiting: [asked] });
    expect(at({ waiting: [asked] }, popover('focused'))).toEqual(quiet);
    expect(at({ waiting: [asked] })).toEqual(quiet);
  });

  it('close when somebody looks at the same in a window', () => {
    const at = follow();
    at({ alerts: [endsSoon] });
    at({ alerts: [endsSoon] });
    expect(at({ alerts: [endsSoon] }, popover('focused'))).toEqual({ show: [], close: ['alert a1'] });
    expect(at({ alerts: [endsSoon] })).toEqual(quiet);
  });

  it('tell a question of a program beside a window that nobody looks at, and none of a person', () => {
    for (const sights of [popover('visible'), wide('visible'), wide('focused')]) {
      const at = follow();
      at({ waiting: [asked, { ...touchWaiting, id: 'w2' }] }, sights);
      expect(at({ waiting: [asked, { ...touchWaiting, id: 'w2' }] }, sights).show).toEqual(['question w1']);
    }
  });

  it('leave a question of the wizard to the wide window that asks it', () => {
    const wizard = { enroll: enrolling, waiting: [{ ...asked, for: { kind: 'key', name: 'YubiKey' } as const }] };
    const looked = follow();
    looked(wizard, wide('focused'));
    expect(looked(wizard, wide('focused'))).toEqual(quiet);
    const elsewhere = follow();
    elsewhere(wizard, popover('focused'));
    expect(elsewhere(wizard, popover('focused')).show).toEqual(['question w1']);
  });

  it('say nothing when they are switched off, and close what is open', () => {
    const at = follow();
    const off = { preferences: { ...snapshotWith({}).preferences, notifications: false } };
    at({ alerts: [endsSoon] });
    at({ alerts: [endsSoon] });
    const other = { ...endsSoon, id: 'a2' };
    expect(at({ alerts: [endsSoon, other], ...off })).toEqual({ show: [], close: ['alert a1'] });
    at({ alerts: [endsSoon, other] });
    expect(at({ alerts: [endsSoon, other] })).toEqual(quiet);
  });

  it('leave out a wait that goes on by itself', () => {
    const at = follow();
    at({ waiting: [{ ...asked, kind: 'step' }] });
    expect(at({ waiting: [{ ...asked, kind: 'step' }] })).toEqual(quiet);
  });
});

describe('a session that somebody opened', () => {
  const opened = (change: Partial<SessionView> = {}) => ({
    sessions: [sessionWith({ asker: { kind: 'person', front: 'tray' }, since: snapshotWith({}).now - 1000, ...change })],
  });
  const id = 'opened prod-tap';

  it('is told once where no window shows it, also when it is renewed, and the notification goes with it', () => {
    const at = follow();
    expect([at(opened()), at(opened())]).toEqual([quiet, { show: [id], close: [] }]);
    expect(at(opened({ since: snapshotWith({}).now, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }))).toEqual(quiet);
    expect(at({ sessions: [] })).toEqual({ show: [], close: [id] });
    expect([at(opened()), at(opened())]).toEqual([quiet, { show: [id], close: [] }]);
  });

  it.each([
    ['a window that was in sight', opened(), popover('visible')],
    ['a program that asked for it', opened({ asker: terraform }), nothing],
    ['the terminal that did it', opened({ asker: { kind: 'person', front: 'terminal' } }), nothing],
    ['one from before this run', opened({ since: snapshotWith({}).now - 60_000 }), nothing],
    ['who wants no notifications', { ...opened(), preferences: { ...snapshotWith({}).preferences, notifications: false } }, nothing],
  ])('is not told to %s, then or later', (_, change, sights) => {
    const at = follow();
    expect([at(change, sights), at(change, sights), at(change)]).toEqual([quiet, quiet, quiet]);
  });
});
