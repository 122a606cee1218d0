import { defined } from '../../base/defined.ts';
import type { Jobs } from '../../base/jobs.ts';
import type { KeyMoveView, KeyPlace, KeyPlaceView } from '../../contract/access-keys/key-place.ts';
import type { CommandPayload } from '../../contract/commands.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Failure, Result } from '../../contract/result.ts';
import type { KeptKeys } from '../key-store/kept-keys.ts';
import type { KeyDeeds, MovePlan } from '../key-store/key-deeds.ts';
import { withKeyPlace } from '../state/page-changes.ts';
import type { Store } from '../state/store.ts';

export interface KeyPlacePorts {
  readonly store: Store;
  readonly deeds: Pick<KeyDeeds, 'planMove' | 'move' | 'planReturn' | 'putBack' | 'share'>;
  readonly keys: Pick<KeptKeys, 'list'>;
  /** The state knows the files as they are when this resolves. */
  readonly refresh: () => Promise<unknown>;
}

export type KeyPlaceHandlers = { readonly [N in 'planKeyMove' | 'confirmKeyMove' | 'shareKey']: (payload: CommandPayload<N>) => boolean };

/** Whether a passphrase would do in the keyring's place, or another one than was given. */
const asksForPassphrase = (problem: Problem): boolean =>
  problem.code === 'passphrase-wrong' || (problem.code === 'key-store-closed' && (problem.why === 'absent' || problem.why === 'unmade'));

const viewOf = (what: KeyMoveView['what'], { files, roles }: MovePlan): KeyMoveView => ({
  what,
  roles,
  files: files.map(({ file, diff }) => ({ file, diff })),
});

/** Where the access key of the source on the devices' page is kept, and what the window asks to be done with it; one source at a time. */
export const createKeyPlaceHandlers = ({ store, deeds, keys, refresh }: KeyPlacePorts, jobs: Jobs<Failure>) => {
  const shown = (): KeyPlaceView | undefined => store.state().keyPlace;
  /** Changes what is shown while it is still this source's. */
  const change = (source: string, next: (now: KeyPlaceView) => KeyPlaceView): void => {
    const now = shown();
    if (now?.source === source) store.change(withKeyPlace(next(now)));
  };
  const kindOf = (source: string) => {
    const { files } = store.state();
    return files.kind === 'read' ? files.profiles.sources.find(({ profile }) => profile === source)?.kind : undefined;
  };
  const placeOf = async (source: string): Promise<{ readonly place?: KeyPlace; readonly shared?: true }> => {
    const kind = kindOf(source);
    if (kind !== 'store') return defined({ place: kind === 'certificate' ? undefined : kind });
    const kept = (await keys.list()).find(({ profile }) => profile === source);
    return defined({ place: kept?.under, shared: kept?.shared });
  };
  const look = async (source: string): Promise<void> => {
    const found = await placeOf(source);
    change(source, ({ place: _place, shared: _shared, ...now }) => ({ ...now, ...found }));
  };
  /** One thing at a time; what was shown before it goes. */
  const work = (
    source: string,
    job: (signal: AbortSignal) => Promise<Result<Partial<KeyPlaceView>>>,
    { state = 'working', instead }: { readonly state?: 'working' | 'sharing'; readonly instead?: KeyMoveView | undefined } = {},
  ): boolean => {
    const now = shown();
    if (now?.source !== source || now.state !== 'ready') return false;
    const { problem: _problem, plan: _plan, done: _done, ...rest } = now;
    store.change(withKeyPlace({ ...rest, state }));
    const worked = jobs.join(`place of ${source}'s key`, undefined, async (signal) => {
      const done = await job(signal);
      await refresh();
      await look(source);
      return done;
    });
    // What is ready can be asked for again, so the job is over before that is shown.
    void worked.then((done) =>
      change(source, (at) => {
        if (done.ok) return { ...at, state: 'ready', ...done.value };
        const { problem } = done;
        const plan = instead && asksForPassphrase(problem) ? { plan: { ...instead, needsPassphrase: true as const } } : {};
        return { ...at, state: 'ready', ...plan, ...(problem.code === 'cancelled' ? {} : { problem }) };
      }),
    );
    return true;
  };

  const handlers: KeyPlaceHandlers = {
    planKeyMove: ({ source, what }) => {
      const isFree = (shown()?.state ?? 'ready') === 'ready' && kindOf(source) !== undefined;
      if (isFree && shown()?.source !== source) store.change(withKeyPlace({ source, state: 'ready' }));
      return work(source, async () => {
        const planned = await (what === 'keep' ? deeds.planMove(source) : deeds.planReturn(source));
        return planned.ok ? { ok: true, value: { plan: viewOf(what, planned.value) } } : planned;
      });
    },
    confirmKeyMove: ({ source, yes, passphrase: typed }) => {
      const passphrase = typed === undefined ? undefined : new TextDecoder().decode(typed);
      typed?.fill(0);
      const plan = shown()?.plan;
      if (shown()?.source !== source || !plan) return false;
      if (!yes) {
        change(source, ({ plan: _plan, problem: _problem, ...now }) => now);
        return true;
      }
      const { what } = plan;
      return work(
        source,
        async (signal) => {
          const done = await (what === 'keep' ? deeds.move(source, signal, passphrase) : deeds.putBack(source, signal));
          return done.ok ? { ok: true, value: { done: what } } : done;
        },
        { instead: what === 'keep' ? plan : undefined },
      );
    },
    shareKey: ({ source, on }) =>
      work(
        source,
        async (signal) => {
          const shared = await deeds.share(source, on, signal);
          return shared.ok ? { ok: true, value: {} } : shared;
        },
        { state: 'sharing' },
      ),
  };
  return {
    handlers,
    /** The page of this source was opened, or is looked at anew. */
    open: (source: string): void => {
      const now = shown();
      if (now?.source !== source) store.change(withKeyPlace({ source, state: 'ready' }));
      else if (now.state === 'ready')
        store.change(withKeyPlace({ source, state: 'ready', ...defined({ place: now.place, shared: now.shared }) }));
      void look(source);
    },
    /** Another page was opened: what was asked or said there is over. What is under way goes on. */
    leave: (): void => {
      if (shown()?.state === 'ready') store.change(withKeyPlace(undefined));
    },
  };
};
