import type { Clock } from '../../base/clock.ts';
import type { Look } from './look.ts';
import { cut, plain, widthOf } from './tables.ts';

/** What is going on. */
export interface ProgressLine {
  readonly text: string;
  /** Milliseconds until that ends by itself, where it does. */
  readonly left?: () => number;
  /** The person is to do something. */
  readonly isAsking?: boolean;
}

export interface Progress {
  /** Shows a line until the answer is called. The latest is the one that is seen. */
  readonly show: (line: ProgressLine) => () => void;
  /** Writes beside it: the line makes room for that, and comes back below. */
  readonly around: <T>(write: () => T) => T;
  /** The terminal is somebody else's from now on, such as a question's; the answer takes it back. */
  readonly giveWay: () => () => void;
}

const toLineStart = '\r\u001b[2K';

/** The last line of a terminal, drawn anew each second. `look` is asked each time, since a person may make the terminal smaller meanwhile. */
export const createProgress = (write: (text: string) => void, look: () => Look, clock: Clock): Progress => {
  const lines: ProgressLine[] = [];
  let isDrawn = false;
  let ways = 0;
  let stop: (() => void) | undefined;

  const erase = () => {
    if (isDrawn) write(toLineStart);
    isDrawn = false;
  };

  const draw = () => {
    stop?.();
    stop = undefined;
    const line = lines.at(-1);
    if (line === undefined || ways > 0) return erase();
    const { columns = 80, paint } = look();
    const seconds = line.left === undefined ? '' : ` (${Math.max(0, Math.ceil(line.left() / 1000))} s)`;
    // One column stays free: where the last one is written, some terminals begin a line.
    const text = cut(plain(line.text), Math.max(1, columns - 1 - widthOf(seconds)));
    write(`${toLineStart}${line.isAsking ? paint.bold(text) : text}${paint.dim(seconds)}`);
    isDrawn = true;
    if (line.left !== undefined) stop = clock.after(1000, draw);
  };

  return {
    show: (line) => {
      lines.push(line);
      draw();
      return () => {
        const at = lines.indexOf(line);
        if (at < 0) return;
        lines.splice(at, 1);
        draw();
      };
    },
    around: (writeOther) => {
      erase();
      const done = writeOther();
      draw();
      return done;
    },
    giveWay: () => {
      ways += 1;
      draw();
      let isBack = false;
      return () => {
        if (isBack) return;
        isBack = true;
        ways -= 1;
        draw();
      };
    },
  };
};
