import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { allowDump, dumpFilter, dumpsIn, whyNoDumps } from '../../support/app/core-dump.ts';
import { foundInFiles, foundInMemory, type Needle } from '../../support/app/secret-scan.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

/** The app as built, crashed while it holds an access key: real Electron, pcscd and kernel. */
describe('a crash of the app', () => {
  const rig = useProgram();
  let left: readonly string[] = [];
  afterEach(() => {
    for (const path of left) rmSync(path, { force: true });
    left = [];
  });

  test('leaves a core dump without its memory, no report, and no secret in a file', async ({ skip }) => {
    const why = await whyNoDumps();
    if (why !== undefined) return skip(why);
    await rig.launch();
    const popover = await rig.openWindow();
    await popover.getByText('dev', { exact: true }).click();
    await rig.plugged().blinking();
    const { pid = 0 } = rig.electron().process();
    const needles: readonly Needle[] = [{ name: 'secret', bytes: Buffer.from(rig.stage().keys.secretAccessKey) }];
    expect(foundInMemory(pid, needles)).toEqual(['secret']);
    const pages = await rig
      .electron()
      .evaluate(({ app }) => app.getAppMetrics().flatMap(({ type, pid: id }) => (type === 'Tab' ? [id] : [])));
    expect(pages.length).toBeGreaterThan(0);
    for (const process of [pid, ...pages]) expect(dumpFilter(process)).toBe(0);

    const folder = readlinkSync(`/proc/${pid}/cwd`);
    const before = new Set(dumpsIn(folder));
    expect([...before]).toEqual([]);
    allowDump(pid);
    const ended = new Promise<string | null>((resolve) =>
      rig
        .electron()
        .process()
        .once('exit', (_code, signal) => resolve(signal)),
    );
    // Of the signals that make the kernel write one, the one that Chromium has no handler for.
    rig.electron().process().kill('SIGQUIT');
    expect(await ended).toBe('SIGQUIT');
    left = dumpsIn(folder).map((name) => join(folder, name));
    expect(left).toHaveLength(1);
    const all = Number.POSITIVE_INFINITY;
    expect(foundInFiles(rig.stage().home.folder, needles, all).filter((found) => !found.endsWith(rig.stage().credentials))).toEqual([]);
    const dump = readFileSync(left[0] ?? '');
    expect(needles.filter(({ bytes }) => dump.includes(bytes))).toEqual([]);
  });
});
