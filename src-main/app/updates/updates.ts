import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { Failure } from '../../contract/result.ts';
import { shellWord } from '../../contract/text.ts';
import type { UpdateView } from '../../contract/updates/update-view.ts';
import type { Millis } from '../../contract/values.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { isReady, withUpdate } from '../state/update-state.ts';
import type { Agenda } from '../time/scheduler.ts';
import type { Updater } from './updater.ts';

/** The feed is asked once in this time at most, unless a person asks. */
const dayMillis = 24 * 3600_000;
/** A start has better to do than to look for another version. */
const firstMillis = 30_000;

/** Work at a page that changes a YubiKey, AWS or files. */
const isPageBusy = ({ page, devices, accessKeys, keyPlace }: State): boolean => {
  if (devices?.working !== undefined || accessKeys?.state === 'working' || (keyPlace && keyPlace.state !== 'ready')) return true;
  if (page?.kind === 'certificates') return page.working !== undefined;
  if (page?.kind !== 'team') return false;
  const { sheet, enforcing } = page;
  return sheet?.stage === 'running' || sheet?.stage === 'undoing' || enforcing?.stage === 'working';
};

/** A touch or a code is waited for, a setup is open, or something is being changed: what a person is in the middle of. */
const isBusy = (state: State): boolean => {
  const { waiting, enroll, code, taps } = state;
  const isAsked = waiting.length > 0 || code.kind === 'waiting' || [...taps.values()].some(({ kind }) => kind === 'waiting');
  return isAsked || enroll !== undefined || isPageBusy(state);
};

/** What a person types to install a package's file. Pure. */
export const installCommand = (file: string): string => `sudo ${file.endsWith('.rpm') ? 'dnf' : 'apt'} install ${shellWord(file)}`;

/** Undefined where this copy has no updates. Pure. */
export const updateView = (state: State): UpdateView | undefined => {
  const { update, settings } = state;
  if (update === undefined) return undefined;
  const checked = settings.updateChecked === 0 ? undefined : settings.updateChecked;
  const isNews = update.ready !== undefined && update.ready.version !== settings.updateSeen;
  const yes = (is: boolean) => (is ? (true as const) : undefined);
  return { ...update, ...defined({ checked, held: yes(isBusy(state)), isNews: yes(isNews) }) };
};

/** Looks for newer versions, downloads them, and says what is to be installed when the program ends. */
export const createUpdates = (
  { store, now, updater }: { readonly store: Store; readonly now: () => Millis; readonly updater: Updater },
  agenda: Pick<Agenda, 'add'>,
  quit: () => void,
  jobs: Jobs<Failure>,
) => {
  const started = now();
  let restart = false;
  let quitByPerson = false;
  const update = () => store.state().update;
  const show = (change: Parameters<typeof withUpdate>[0]) => store.change(withUpdate(change));

  const look = async (signal: AbortSignal) => {
    show({ stage: 'checking', failure: undefined });
    store.settings.change(() => ({ updateChecked: now() }));
    const found = await updater.check(signal);
    if (!found.ok) return show({ stage: 'idle', failure: found.why });
    if (found.value === undefined || found.value.version === update()?.ready?.version) return show({ stage: 'idle' });
    // What was loaded before makes room.
    show({ stage: 'loading', loading: found.value, ready: undefined, command: undefined });
    const loaded = await updater.load(signal);
    const command = loaded.ok && update()?.manner === 'hand' ? installCommand(loaded.value) : undefined;
    if (loaded.ok) show({ stage: 'idle', loading: undefined, ready: found.value, command });
    else show({ stage: 'idle', loading: undefined, failure: loaded.why });
  };
  const check = () => {
    const { manner } = update() ?? {};
    if (manner === undefined || manner === 'repository') return false;
    void jobs.join('look for updates', undefined, look);
    return true;
  };

  const due = (moment: Millis): Millis | undefined => {
    const { update: known, settings } = store.state();
    if (known === undefined || known.manner === 'repository' || known.stage !== 'idle' || !settings.updates) return undefined;
    // One that lies ahead was written by a clock that was wrong.
    const last = settings.updateChecked > moment ? 0 : settings.updateChecked;
    return Math.max(started + firstMillis, last + dayMillis);
  };
  void updater.manner().then((manner) => {
    if (manner === undefined) return;
    show({ manner, stage: 'idle' });
    agenda.add({
      moments: (moment) => [due(moment) ?? Number.NaN],
      onDue: (moment) => {
        if ((due(moment) ?? Number.POSITIVE_INFINITY) <= moment) check();
      },
    });
  });

  const canInstall = () => isReady(update()) && update()?.manner !== 'hand' && !isBusy(store.state());
  /** At the end of a login nobody is there to type a password. */
  const isWanted = () => {
    const manner = update()?.manner;
    return restart || (store.state().settings.updates && (manner === 'quit' || (manner === 'password' && quitByPerson)));
  };
  return {
    handlers: {
      checkUpdates: check,
      /** Quits, installs, and starts again. */
      installUpdate: () => {
        if (!canInstall()) return false;
        restart = true;
        quit();
        return true;
      },
      dismissUpdate: () => {
        const { version } = update()?.ready ?? {};
        if (version === undefined) return false;
        store.settings.change(() => ({ updateSeen: version }));
        return true;
      },
      quit: () => {
        quitByPerson = true;
        quit();
        return true;
      },
    },
    /** What is left to do when the program ends; asked for while nothing has ended yet. */
    atEnd: (): (() => void) => (isWanted() && canInstall() ? () => updater.install(restart) : () => {}),
  };
};

export type UpdateHandlers = ReturnType<typeof createUpdates>['handlers'];
