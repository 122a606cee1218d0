import { basename, dirname, sep } from 'node:path';

// Calls to disks that nobody vouches for. One on a network mount whose server is gone never comes back, and keeps one of the four threads on which Node
// waits for disks and looks up names.

/** A disk that has said nothing for so long does not answer, in milliseconds. */
export const diskMillis = 5_000;

/** Threads that may wait for such disks: the fourth is for everything else. */
const mostCalls = 3;

/** A disk that does not answer, with the system's name for that as `code`, and `path`. */
export class SilentDisk extends Error {
  readonly code = 'ETIMEDOUT';
  readonly path: string;
  constructor(path: string) {
    super('the disk does not answer');
    this.path = path;
  }
}

interface Call {
  /** It has had its time. Its thread waits on. */
  silent: boolean;
  /** Resolves when it comes back, or has had its time. */
  readonly over: Promise<void>;
}

const calls = new Map<string, Call>();
const listeners = new Set<() => void>();

/** A copy or a lock beside a file has the name of the file in its own. */
const isBeside = (path: string, file: string): boolean => dirname(path) === dirname(file) && basename(path).includes(basename(file));

const isSilent = (path: string): boolean => {
  const silent = [...calls].flatMap(([asked, call]) => (call.silent ? [asked] : []));
  return silent.length >= mostCalls || silent.some((asked) => isBeside(path, asked) || path.startsWith(asked + sep));
};

/** A process that stood still (Ctrl-Z) hears that its time is over before it hears the answer. */
const afterItsTime = (call: () => void): (() => void) => {
  const due = process.uptime() * 1000 + diskMillis;
  const timer = setTimeout(() => {
    if (process.uptime() * 1000 - due < diskMillis / 5) return call();
    stop = afterItsTime(call);
  }, diskMillis);
  let stop = () => clearTimeout(timer);
  return () => stop();
};

/**
 * What `call` gives that asks the disk of `path`. Rejects with what the call says, and with SilentDisk after five seconds; then the call stays behind, and
 * until it comes back whoever asks for the same path, for something in it, or for a lock or copy beside it is refused at once. So no more than
 * one thread waits for a path, and never the last one. `onLate` gets what comes after that.
 */
export const askDisk = async <T>(path: string, call: () => Promise<T>, onLate: (answer: T) => void = () => {}): Promise<T> => {
  for (;;) {
    if (isSilent(path)) throw new SilentDisk(path);
    const before = calls.get(path);
    if (before) await before.over;
    else if (calls.size < mostCalls) break;
    else await Promise.race([...calls.values()].flatMap(({ silent, over }) => (silent ? [] : [over])));
  }
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  const own: Call = { silent: false, over };
  calls.set(path, own);
  const comeBack = () => {
    stop();
    calls.delete(path);
    end();
    if (own.silent) for (const listener of [...listeners]) listener();
  };
  let refuse: (error: SilentDisk) => void = () => {};
  const late = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  const stop = afterItsTime(() => {
    own.silent = true;
    refuse(new SilentDisk(path));
    end();
  });
  const answer = call();
  answer
    .then(
      (value) => own.silent && onLate(value),
      () => {},
    )
    .finally(comeBack);
  return Promise.race([answer, late]);
};

/** Calls each time a disk answers that did not. Gives the way to stop. */
export const onDiskAnswer = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
