import type { App } from '../../app/app.ts';
import { onAbort } from '../../base/jobs.ts';
import type { CardState } from '../../contract/card-view.ts';
import type { CommandName } from '../../contract/commands.ts';
import type { EnrollView } from '../../contract/enroll.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { enrollSaid } from '../../words/terminal.ts';

/** The wizard as a terminal walks through it: by the commands of the window, a page at a time. */
export interface Wizard {
  readonly view: () => EnrollView;
  readonly card: () => CardState;
  /** Answers the page, and waits until one takes an answer again. Problem: cancelled, when the wizard was closed meanwhile. */
  readonly send: (name: Extract<CommandName, `enroll${string}`>, payload?: object) => Promise<Result<void>>;
  /** What was made stays, and is unfinished. */
  readonly close: () => void;
}

type Host = Pick<App, 'run' | 'snapshot' | 'subscribe'>;

/** Whether the page takes an answer: nothing goes on. */
const isStill = ({ page, can }: EnrollView): boolean =>
  page.kind === 'done' ||
  (page.kind === 'secret' && page.found !== undefined) ||
  (page.kind === 'user' && !page.checking) ||
  can.next ||
  can.back ||
  can.skip ||
  can.undo;

/** The wizard's view once it stands still; undefined when it was closed, as the signal does. */
const untilStill = (app: Host, id: string, signal: AbortSignal): Promise<EnrollView | undefined> =>
  new Promise((resolve) => {
    const ends: (() => void)[] = [];
    const look = (): void => {
      const { enroll } = app.snapshot();
      const own = enroll?.id === id ? enroll : undefined;
      if (own && !isStill(own)) return;
      for (const end of ends) end();
      resolve(own);
    };
    ends.push(
      app.subscribe(look),
      onAbort(signal, () => app.run('enrollClose', { enroll: id })),
    );
    look();
  });

/** Opens the wizard with one of its commands. Problems: usage, while another run is open; cancelled. */
export const openWizard = async (
  app: Host,
  name: 'openEnroll' | 'resumeEnroll' | 'importAccount',
  payload: object,
  signal: AbortSignal,
): Promise<Result<Wizard>> => {
  if (!app.run(name, payload).accepted) return failed({ code: 'usage', message: enrollSaid.isOpen });
  const id = app.snapshot().enroll?.id ?? '';
  let view = await untilStill(app, id, signal);
  if (!view) return failed({ code: 'cancelled' });
  return ok({
    view: () => {
      if (!view) throw new Error('the wizard is closed');
      return view;
    },
    card: () => app.snapshot().card,
    send: async (name, payload = {}) => {
      if (signal.aborted) return failed({ code: 'cancelled' });
      if (!app.run(name, { enroll: id, ...payload }).accepted) return failed({ code: 'internal', where: `terminal ${name}` });
      const next = await untilStill(app, id, signal);
      if (!next) return failed({ code: 'cancelled' });
      view = next;
      return ok(undefined);
    },
    close: () => app.run('enrollClose', { enroll: id }),
  });
};
