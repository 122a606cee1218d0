import { Notification, type NotificationConstructorOptions } from 'electron';
import type { App } from '../../app/app.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Snapshot, Waiting } from '../../contract/snapshot.ts';
import type { NotificationTexts } from '../../words/notifications.ts';
import {
  decide,
  graceMillis,
  isGraceRenewed,
  type Sights,
  type Standing,
  type Subject,
  shownTexts,
  windowGraceMillis,
} from './notification-for.ts';

export interface NotificationsOptions {
  readonly words: NotificationTexts;
  readonly clock: Clock;
  readonly log: Log;
  readonly run: App['run'];
  readonly sights: () => Sights;
  /** Brings the window to the front that asks this, or the popover. */
  readonly open: (question: Waiting | undefined) => void;
}

export interface Notifications {
  /** Shows and closes what has to be; also when a window came into sight, which no snapshot tells. */
  readonly handle: (snapshot: Snapshot) => void;
  readonly close: () => void;
}

/** Tells by the system's notifications what no window in sight tells. */
export const createNotifications = (options: NotificationsOptions): Notifications => {
  const { clock, words, log } = options;
  let standings: ReadonlyMap<string, Standing> = new Map();
  const ripe = new Set<string>();
  const shown = new Map<string, Notification>();
  const graces = new Map<string, () => void>();
  let last: Snapshot | undefined;

  const roleOf = (target: string) => last?.roles.find((role) => role.target === target);
  const answer = (subject: Subject, by: 'click' | 'button' | 'second') => {
    if (subject.kind === 'opened') {
      const { target } = subject.session;
      const role = roleOf(target);
      if (by === 'button') options.run('end', { target });
      else if (by === 'second' && role) options.run('openConsole', { role: role.id });
      else options.open(undefined);
      return;
    }
    if (subject.kind === 'question') {
      if (by === 'button') options.run('cancel', { waiting: subject.question.id });
      else options.open(subject.question);
      return;
    }
    options.run('answerAlert', { alert: subject.alert.id });
    if (subject.alert.kind === 'renewal-failed') options.open(undefined);
  };
  const show = (subject: Subject) => {
    const { title, body, action, second } = shownTexts(saidOf(subject), process.platform);
    // Closed by us when it is over; until then it may stay. A success goes away by itself.
    const texts: NotificationConstructorOptions = { title, body, timeoutType: subject.kind === 'opened' ? 'default' : 'never' };
    const actions = [action, second].flatMap((text) => (text === undefined ? [] : [{ type: 'button', text } as const]));
    const notification = new Notification(actions.length === 0 ? texts : { ...texts, actions });
    notification.on('click', () => answer(subject, 'click'));
    notification.on('action', (_event, index) => answer(subject, index === 1 ? 'second' : 'button'));
    notification.on('failed', () => log.warn('a notification was refused', { kind: subject.kind }));
    // Kept, because one that is collected is never heard of again.
    shown.set(subject.id, notification);
    notification.show();
  };
  const saidOf = (subject: Subject) =>
    subject.kind === 'alert'
      ? words.alert(subject.alert)
      : subject.kind === 'question'
        ? words.question(subject.question)
        : words.opened(subject.session, roleOf(subject.session.target));
  const hide = (id: string) => {
    shown.get(id)?.close();
    shown.delete(id);
  };
  const handle = (snapshot: Snapshot) => {
    last = snapshot;
    const decision = decide(standings, snapshot, options.sights(), ripe);
    standings = decision.standings;
    for (const id of [...ripe]) if (standings.get(id) !== 'new') ripe.delete(id);
    for (const id of [...graces.keys()]) if (standings.get(id) !== 'new') endGrace(id);
    for (const id of decision.close) hide(id);
    // Asked late, because on Linux the answer takes a call to the desktop that is waited for.
    if (decision.show.length + decision.begin.length === 0 || !Notification.isSupported()) return;
    for (const subject of decision.show) show(subject);
    for (const subject of decision.begin)
      graces.set(
        subject.id,
        clock.after(graceMillis(subject), () => ripen(subject.id)),
      );
  };
  const ripen = (id: string, times = 1) => {
    if (isGraceRenewed(options.sights(), times)) {
      graces.set(
        id,
        clock.after(windowGraceMillis, () => ripen(id, times + 1)),
      );
      return;
    }
    graces.delete(id);
    ripe.add(id);
    if (last) handle(last);
  };
  const endGrace = (id: string) => {
    graces.get(id)?.();
    graces.delete(id);
  };

  return {
    handle,
    close: () => {
      for (const id of [...graces.keys()]) endGrace(id);
      for (const id of [...shown.keys()]) hide(id);
    },
  };
};
