import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Bridge, CommandName, CommandPayload } from '../../../src-main/contract/commands.ts';
import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { eventually } from '../../support/app/eventually.ts';
import { installedAws } from '../../support/aws/aws-command.ts';
import { homeAccount, otherAccount, start } from '../../support/aws/stage.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

declare global {
  interface Window {
    readonly roletap: Bridge;
  }
}

const minute = 60_000;

/** Sessions in the hands of other programs: the real app with its socket, its launcher and its endpoint, and the real `aws` that asks. */
describe('sessions', () => {
  const rig = useProgram();
  let page: Page;
  beforeEach(async () => {
    await rig.launch();
    page = await rig.openWindow();
  });

  const send = <N extends CommandName>(name: N, payload: CommandPayload<N>) =>
    page.evaluate(([command, content]) => window.roletap.send(command as CommandName, content), [name, payload] as const);
  const snapshot = (): Promise<Snapshot> =>
    page.evaluate(
      () =>
        new Promise<Snapshot>((resolve) => {
          const stop = window.roletap.subscribe((newest) => {
            resolve(newest);
            queueMicrotask(() => stop());
          });
        }),
    );
  const until = (fits: (now: Snapshot) => boolean, what: string) =>
    eventually(async () => {
      const now = await snapshot();
      return fits(now) && now;
    }, what);
  /** The target of `dev` asks by credential_process from now on. */
  const writeProcessLine = async () => {
    await send('openTools', { role: 'dev' });
    await send('planProcess', { role: 'dev', what: 'write' });
    await until(({ tools }) => tools?.plan !== undefined, 'the plan');
    await send('confirmProcess', { role: 'dev', yes: true });
    await until(({ roles }) => roles.find(({ profile }) => profile === 'dev')?.delivery === 'process', 'the line is written');
    await send('closePage', null);
  };
  /** By a program of its own, as a person sees it named. */
  const ownCaller = () => rig.callerOf('dev-tap', installedAws);
  const caller = (target = 'dev-tap') => rig.callerOf(target);
  const devArn = `arn:aws:sts::${homeAccount}:assumed-role/Dev/jane`;

  test('a program that asks by credential_process is named in the prompt, one touch serves all, and no secret lies in a file', async () => {
    await writeProcessLine();
    const before = rig.stage().readCredentials();
    // A key blinks for 15 s, in which three programs may not have started: it comes when they are there.
    await rig.plugged().remove();
    const three = [ownCaller(), ownCaller(), ownCaller()];
    const areThere = ({ waiting }: Snapshot) => (waiting[0]?.askers?.length ?? 0) === 3;
    await until(areThere, 'three programs wait');
    await rig.plugged().insert();
    await rig.plugged().blinking();
    const prompt = page.getByRole('dialog', { name: 'Touch your YubiKey' });
    await prompt.getByText(/aws/).first().waitFor();
    const asked = await until((now) => now.waiting[0]?.kind === 'touch' && areThere(now), 'a touch is asked for them');
    expect(asked.waiting[0]?.askers?.[0]).toMatchObject({ kind: 'program', name: 'aws', sure: true });
    rig.plugged().key.touch();
    expect(await Promise.all(three)).toEqual([devArn, devArn, devArn]);
    expect(rig.stage().simulator.requests.filter((request) => request.codeSpent)).toHaveLength(1);
    expect(rig.stage().readCredentials()).toBe(before);
    // From now on at once, without a question.
    expect(await caller()).toBe(devArn);
    expect((await snapshot()).waiting).toEqual([]);
    const next = rig.electron().waitForEvent('window');
    await send('openActivity', null);
    const activity = await next;
    await activity
      .getByText(/aws \(pid \d+\)/)
      .first()
      .waitFor();
  });

  test('cancel in the app turns the program away with one line', async () => {
    await writeProcessLine();
    const asking = caller();
    await rig.plugged().blinking();
    const prompt = page.getByRole('dialog', { name: 'Touch your YubiKey' });
    await prompt.getByRole('button', { name: 'Cancel' }).click();
    const lines = (await asking).split('\n').filter((line) => line.includes('roletap: '));
    expect(lines).toEqual([expect.stringContaining('roletap: Cancelled.')]);
    rig.plugged().key.touch();
  });

  test('roletap exec gives a program an endpoint of the app’s session, which is renewed while time goes on', async () => {
    await send('tap', { role: 'dev' });
    await rig.plugged().blinking();
    rig.plugged().key.touch();
    await until(({ sessions }) => sessions.length === 1, 'the session');
    const first = (await snapshot()).sessions[0];
    // AWS's time goes on by fifty minutes: the next answer that the app gets tells it so.
    rig.stage().shiftAws(50 * minute);
    await send('tap', { role: 'prod' });
    await send('answerGuard', { role: 'prod', on: false });
    const renewed = await until(
      ({ sessions }) => sessions.some(({ profile, accessKeyId }) => profile === 'dev' && accessKeyId !== first?.accessKeyId),
      'dev is renewed',
    );
    expect(renewed.sessions.find(({ profile }) => profile === 'dev')?.expires).toBeGreaterThan(Date.now() + 100 * minute);
    expect(rig.stage().simulator.requests.filter((request) => request.codeSpent)).toHaveLength(1);
    // `aws` corrects no clock: it is served by an AWS of its own time.
    rig.stage().shiftAws(0);
    const run = await rig.stage().roletap(['exec', 'dev', '--', 'aws', 'sts', 'get-caller-identity', '--endpoint-url', rig.stage().url])
      .ended;
    expect(run.stderr).toBe('');
    expect(run.json().Arn).toBe(devArn);
    expect(readFileSync(rig.stage().credentials, 'utf8')).toContain('[dev-tap]');
  });

  test('end all takes the sessions from every place: the file, the app, and those who ask', async () => {
    await writeProcessLine();
    const asking = caller();
    await rig.plugged().blinking();
    rig.plugged().key.touch();
    expect(await asking).toBe(devArn);
    await send('tap', { role: 'prod' });
    await send('answerGuard', { role: 'prod', on: false });
    await until(({ sessions }) => sessions.length === 2, 'two sessions');
    expect(await caller('prod-tap')).toBe(`arn:aws:sts::${otherAccount}:assumed-role/Admin/jane`);
    await send('endAll', null);
    await until(({ sessions, mfaSessions }) => sessions.length + mfaSessions.length === 0, 'nothing is open');
    await until(({ ended }) => ended.length === 0, 'it can no longer be taken back');
    expect(rig.stage().readCredentials()).not.toContain('prod-tap');
    const path = (await snapshot()).door;
    if (path.state !== 'open') throw new Error('the socket is not open');
    const words = ['-sS', '--unix-socket', path.path, '-X', 'POST', '-H', 'content-type: application/json'];
    const body = JSON.stringify({ target: 'dev-tap', pid: process.pid, name: 'test', wait: false });
    const answer = await start('curl', [...words, '--data', body, 'http://localhost/1/credentials'], rig.stage().home.environment).ended;
    expect(answer.stdout).toContain('touch-wanted');
    const told = await until(({ alerts }) => alerts.length === 1, 'the person is told');
    expect(told.alerts[0]).toMatchObject({ kind: 'touch-wanted', profile: 'dev' });
  });
});
