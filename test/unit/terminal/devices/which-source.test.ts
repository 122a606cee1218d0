import { describe, expect, it } from 'vitest';
import { ok } from '../../../../src-main/contract/result.ts';
import type { Snapshot } from '../../../../src-main/contract/snapshot.ts';
import { hasOwnKey, namedSource } from '../../../../src-main/terminal/devices/which-source.ts';
import { silentConsole } from '../../../fakes/console.ts';
import { never } from '../../../fakes/world.ts';

type Kind = Snapshot['discovery'][number]['sourceKind'];

/** An app that knows these sources. */
const appWith = (...sources: readonly (readonly [string, Kind?])[]) => {
  const discovery = sources.map(([source, sourceKind]) => ({
    source,
    state: 'none' as const,
    found: 0,
    unread: [],
    patterns: [],
    ...(sourceKind ? { sourceKind } : {}),
  }));
  return { ready: Promise.resolve(), snapshot: () => ({ discovery, files: {} }) as unknown as Snapshot };
};

describe('whose user a command means', () => {
  it('is the one whose access key is here, before those of programs and sign-ins', async () => {
    const app = appWith(['vault', 'process'], ['jane'], ['work', 'login']);
    expect(await namedSource(app, {}, silentConsole, never())).toEqual(ok('jane'));
    expect(await namedSource(app, { source: 'vault' }, silentConsole, never())).toEqual(ok('vault'));
  });

  it('is asked among those whose access keys are here', async () => {
    const offered: string[] = [];
    const console = { ...silentConsole, isInteractive: true, note: (line: string) => void offered.push(line.trim()), ask: async () => '2' };
    const app = appWith(['vault', 'process'], ['jane'], ['kept', 'store']);
    expect(await namedSource(app, {}, console, never())).toEqual(ok('kept'));
    expect(offered.slice(1)).toEqual(['1  jane', '2  kept']);
  });

  it('is another program’s where there is no other', async () => {
    expect(await namedSource(appWith(['vault', 'process']), {}, silentConsole, never())).toEqual(ok('vault'));
    expect(await namedSource(appWith(['vault', 'process'], ['work', 'login']), {}, silentConsole, never())).toMatchObject({
      problem: { code: 'source-unclear', choices: ['vault', 'work'] },
    });
  });

  it('is known to have a key of its own or not', () => {
    const { snapshot } = appWith(['vault', 'process'], ['jane'], ['kept', 'store']);
    expect(['vault', 'jane', 'kept', 'unknown'].map((source) => hasOwnKey(snapshot(), source))).toEqual([false, true, true, true]);
  });
});
