import type { TeamProgress } from '../../../contract/team/people.ts';
import { progressOfTeam } from '../../../words/team/people.ts';
import type { Console } from '../../console/console.ts';

/** Shows how far reading is; once for each part where lines can't be drawn anew. */
export const progressOn = (console: Console): { readonly show: (progress: TeamProgress) => void; readonly stop: () => void } => {
  let stop = () => {};
  let last = '';
  return {
    show: (progress) => {
      const text = progressOfTeam(progress);
      if (console.progress) {
        const before = stop;
        stop = console.progress({ text });
        before();
      } else if (progress.what !== last && progress.what !== 'session') console.note(text);
      last = progress.what;
    },
    stop: () => stop(),
  };
};
