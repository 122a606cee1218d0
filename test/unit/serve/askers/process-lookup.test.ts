import { uptime } from 'node:os';
import { describe, expect, test } from 'vitest';
import { createIsPast, seePeer } from '../../../../src-main/serve/askers/process-lookup.adapter.ts';
import { notOnLinux, skippedFor } from '../../../support/skips.ts';

const credentials = { pid: process.pid, uid: process.getuid?.() ?? -1 };
const one = (chain: readonly unknown[]) => chain.length > 0;

describe('who connected to the socket', skippedFor(notOnLinux), () => {
  test('is the process that the kernel named, as /proc shows it', () => {
    const { seen } = seePeer('linux', credentials, createIsPast(), one);
    expect(seen).toEqual([
      expect.objectContaining({
        pid: process.pid,
        parent: process.ppid,
        uid: credentials.uid,
        executable: process.execPath,
        folder: process.cwd(),
      }),
    ]);
  });

  test('is nobody when the process with that number began later than the connection', () => {
    expect(seePeer('linux', credentials, () => false, one)).toEqual({ credentials, seen: [] });
  });

  test('is told by when the computer started, and a moment to come is not past', () => {
    const isPast = createIsPast();
    expect([isPast(0), isPast(uptime()), isPast(uptime() + 60)]).toEqual([true, true, false]);
  });
});
