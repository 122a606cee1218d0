import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { expect, it } from 'vitest';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createKey, openApp, question, start } from '../../../fakes/world.ts';

/** What listens to the state and the files beside the tap and draws from it, and what serves the card and the command's parser alone. */
const beside = [
  /^app\/(app|create-ports|settings|watch-world|snapshot\/.*|devices\/.*|pages\/first-run|anywhere\/certificate-ends|certificates\/.*|team-page\/.*|updates\/.*|state\/(?:page-state|failures)|time\/scheduler|roles\/role-discovery)$/,
  /^app\/sessions\/(end-session|renewal|renewal-plan)$/,
  /^base\/(bytes|schema)$/,
  // No disk is in this world; what another test has left behind may still look at one.
  /\.adapter$/,
];

/** The files in which functions with a name run while `work` does, without their ending. */
const filesThatRun = async (work: () => Promise<void>): Promise<readonly string[]> => {
  const inspector = new Session();
  inspector.connect();
  await inspector.post('Profiler.enable');
  await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await work();
  const { result } = await inspector.post('Profiler.takePreciseCoverage');
  inspector.disconnect();
  return result.flatMap(({ url, functions }) => {
    const [, file] = /\/src-main\/(.*)\.ts/.exec(url) ?? [];
    return file && functions.some(({ functionName, ranges }) => functionName !== '' && (ranges[0]?.count ?? 0) > 0) ? [file] : [];
  });
};

it('is on its way in the files that docs/decisions/a-tap.md names, and in no other', async () => {
  const clock = createFakeClock(start);
  const key = createKey(clock);
  const { app, until } = await openApp({ clock, yubikeys: { usb: key } });
  await settle();
  const ran = await filesThatRun(async () => {
    const touched = until((snapshot) => question(snapshot, 'touch') !== undefined);
    app.run('tap', { role: 'dev' });
    await touched;
    key.touch();
    await settle();
  });
  const own = ran.filter((file) => /^(app|base)\/|^aws\/sts\//.test(file) && !beside.some((names) => names.test(file)));
  const page = readFileSync('docs/decisions/a-tap.md', 'utf8');
  const named = [...page.matchAll(/^\| `([\w/-]+)` \|/gm)].map(([, file = '']) => file);
  expect(own.sort()).toEqual(named.sort());
});
