import { systemClock } from '../../../src-main/base/clock.ts';
import type { CardReaders } from '../../../src-main/card/connection/card-connection.ts';
import { likelyHolder } from '../../../src-main/card/process/holder.adapter.ts';
import { createRemoteReaders } from '../../../src-main/card/process/remote-readers.ts';
import { forkCardProcess } from '../../../src-main/terminal/programs/card-process.adapter.ts';

/** The readers of the running pcscd by a process of their own, as the terminal has them. Needs a build. */
export const openPcscReaders = (): CardReaders =>
  createRemoteReaders({ start: forkCardProcess('out/card-process.cjs'), clock: systemClock, holder: likelyHolder });
