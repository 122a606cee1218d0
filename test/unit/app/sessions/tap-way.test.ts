import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { expect, it } from 'vitest';
import { createCommandTable } from '../../../../src-main/app/command-table.ts';
import { createPorts } from '../../../../src-main/app/create-ports.ts';
import { withoutWindow } from '../../../../src-main/app/front-end.ts';
import { createCredentialBroker } from '../../../../src-main/app/sessions/credential-broker.ts';
import { createSessionDeeds } from '../../../../src-main/app/sessions/session-deeds.ts';
import { withKeys } from '../../../../src-main/app/state/store.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import { type Failure, failed } from '../../../../src-main/contract/result.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createFakeWorld, createKey, start } from '../../../fakes/world.ts';

/** What puts the ports together, and what another test of this run has left behind: no disk is in this world, and no border. */
const beside = [/^app\/create-ports$/, /^base\/(bytes|schema)$/, /\.adapter$/];

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

/** The app without all that listens to the state beside a tap (the picture, renewals, the watch of keys and files), so that nothing but the tap runs. */
const openCommands = async () => {
  const clock = createFakeClock(start);
  const key = createKey(clock);
  const { world, sts } = createFakeWorld({ clock, yubikeys: { usb: key } });
  const front = { ...withoutWindow, answers: 'everything', kind: 'tray' } as const;
  const { sessions, enroll } = createPorts(world, front);
  const { questions } = enroll.codes;
  const { store, files } = sessions;
  const jobs = createJobs<Failure>(failed({ code: 'cancelled' }));
  const sessionDeeds = createSessionDeeds(sessions, createCredentialBroker(sessions), Promise.resolve());
  const deeds = { ...sessionDeeds, copyCode: none, copySecret: none, unlock: none };
  const parts = { outside: world, sessions, questions, deeds, ends: none } as unknown as Parameters<typeof createCommandTable>[0];
  const run = createCommandTable(parts, withoutWindow as never, jobs, {} as never);
  await world.keys.settled();
  // What those who listen find out when files or keys change.
  await files.refresh();
  files.catalog();
  store.change(withKeys(world.keys.state()));
  enroll.codes.keys.known.look();
  await settle();
  return { run, key, sts, store, held: sessions.held };
};
const none = async () => ok;
const ok = { ok: true, value: undefined } as const;

it('is on its way in the files that docs/decisions/a-tap.md names, and in no other', async () => {
  const { run, key, store, held } = await openCommands();
  const isAsked = () => store.state().waiting.some(({ kind }) => kind === 'touch');
  const ran = await filesThatRun(async () => {
    run('tap', { role: 'dev' });
    await settle();
    expect(isAsked()).toBe(true);
    key.touch();
    await settle();
  });
  expect(held.roles().map(({ profile }) => profile)).toEqual(['dev']);
  const own = ran.filter((file) => /^(app|base)\/|^aws\/sts\//.test(file) && !beside.some((names) => names.test(file)));
  const page = readFileSync('docs/decisions/a-tap.md', 'utf8');
  const named = [...page.matchAll(/^\| `([\w/-]+)` \|/gm)].map(([, file = '']) => file);
  expect(own.sort()).toEqual(named.sort());
});
