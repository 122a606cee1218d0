import type { EnrollView } from './enroll.ts';
import type { Snapshot, Waiting } from './snapshot.ts';
import type { SheetView } from './team/sheet.ts';

type WideParts = Pick<
  Snapshot,
  'enroll' | 'devices' | 'settings' | 'tools' | 'addRole' | 'firstRun' | 'activity' | 'certificates' | 'team'
>;

const wideParts = ['enroll', 'settings', 'tools', 'addRole', 'firstRun', 'activity', 'certificates', 'team', 'devices'] as const;

/** What the wide window shows, which is open while there is something: the wizard before all else, then the page that is open, then the devices, which a page leads back to. */
export const wideSubject = (snapshot: WideParts): (typeof wideParts)[number] | undefined =>
  wideParts.find((part) => snapshot[part] !== undefined);

/** The snapshot as a window is sent it: a busy day of the history, or the people of a large account, goes only to the window that shows it, and while it does. */
export const snapshotIn = (place: 'popover' | 'wide', snapshot: Snapshot): Snapshot => {
  const { activity, team } = snapshot;
  const subject = place === 'wide' ? wideSubject(snapshot) : undefined;
  // That the page is open stays told: whose question is whose hangs on it.
  if (activity !== undefined && subject !== 'activity') {
    const { trail: _, ...day } = activity;
    return { ...snapshot, activity: { ...day, days: [], items: [] } };
  }
  if (team?.read !== undefined && subject !== 'team')
    return { ...snapshot, team: { ...team, read: { ...team.read, people: '[]', count: 0 } } };
  return snapshot;
};

/** Its own questions are those of the wizard, of the devices, of the certificates and of what the people's page reads; the other pages ask nothing. */
const asksInWide = (snapshot: WideParts): boolean =>
  snapshot.enroll !== undefined || snapshot.devices !== undefined || snapshot.certificates !== undefined;

const isAsking = ({ stage }: SheetView): boolean => ['looking', 'planning', 'running', 'undoing'].includes(stage);

/** The role whose session the people's page waits for, to read them or to carry out a plan. */
const teamSource = ({ team }: WideParts): string | undefined => {
  if (team?.sheet && isAsking(team.sheet)) return team.sheet.source;
  if (team?.enforcing && ['looking', 'working'].includes(team.enforcing.stage)) return team.enforcing.source;
  if (team?.policies?.stage === 'working') return team.policies.source;
  return team?.progress === undefined ? undefined : team.source;
};

/**
 * Which window asks a question, so that it is asked once: what a role or the code card waits for belongs to the popover, where it was
 * clicked; so does the passphrase that a role waits for, unless it is for the people's page; all else belongs to the wide window while that is open.
 */
export const questionPlace = (waiting: Waiting, snapshot: WideParts & Pick<Snapshot, 'code' | 'roles'>): 'popover' | 'wide' => {
  const source = teamSource(snapshot);
  if (source !== undefined && isFor(waiting, source, snapshot)) return 'wide';
  if (isOfEnrolment(waiting, snapshot)) return 'wide';
  if (!asksInWide(snapshot) || waiting.for.kind === 'role' || waiting.for.kind === 'renewal') return 'popover';
  if (waiting.for.kind === 'access-key') {
    const { source } = waiting.for;
    return snapshot.roles.some((role) => role.source === source && role.state.kind === 'waiting') ? 'popover' : 'wide';
  }
  return waiting.for.kind === 'code' && snapshot.code.state.kind === 'waiting' ? 'popover' : 'wide';
};

/** What the YubiKey is asked for that becomes somebody's device. */
const isOfEnrolment = ({ for: why }: Waiting, { team }: WideParts): boolean => {
  const device = team?.sheet?.kind === 'enroll' && isAsking(team.sheet) ? team.sheet.plan?.device : undefined;
  return why.kind === 'code' && why.account === device;
};

/** What a role's session waits for: the role's own question, and the passphrase of the key behind it. */
const isFor = ({ for: why }: Waiting, role: string, { roles }: Pick<Snapshot, 'roles'>): boolean =>
  (why.kind === 'role' && why.profile === role) ||
  (why.kind === 'access-key' && roles.some(({ id, source }) => id === role && source === why.source));

/** Whether somebody outside the windows asks: a program, or a person in a terminal. Whoever is at the keyboard then is busy elsewhere. */
export const isUnbidden = ({ askers }: Pick<Waiting, 'askers'>): boolean => askers !== undefined && askers.length > 0;

/** The questions of one window, oldest first. */
export const questionsIn = (
  place: 'popover' | 'wide',
  snapshot: WideParts & Pick<Snapshot, 'code' | 'roles' | 'waiting'>,
): readonly Waiting[] => snapshot.waiting.filter((waiting) => questionPlace(waiting, snapshot) === place);

/** A touch on the page of the two codes, and a wait for the next code on such a page or while something goes on, are shown by the page itself. */
export const isInPlace = ({ page, problem }: EnrollView, { kind }: Waiting): boolean =>
  problem === undefined &&
  ((page.kind === 'codes' && kind === 'touch') || (['codes', 'two-codes', 'working'].includes(page.kind) && kind === 'step'));
