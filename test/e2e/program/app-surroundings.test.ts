import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { electronRuntime } from '../../../scripts/lib/electron-runtime.mjs';
import { promptly } from '../../support/app/at-rest.ts';
import { eventually } from '../../support/app/eventually.ts';
import { createTestHome, type TestHome } from '../../support/app/test-home.ts';
import { type Started, start } from '../../support/aws/stage.ts';

describe('the app says in a box why it cannot start', () => {
  let home: TestHome;
  let started: Started | undefined;
  beforeEach(() => {
    home = createTestHome();
  });
  afterEach(() => {
    started?.process.kill('SIGKILL');
    home.remove();
  });

  const open = (environment: Record<string, string>): Started => {
    started = start(electronRuntime().executable, ['--no-sandbox', process.cwd()], { ...home.environment, ...environment });
    return started;
  };
  const isShown = () => execFileSync('xwininfo', ['-root', '-tree'], { encoding: 'utf8' }).includes('"Roletap"');

  test('HOME is no whole path; it ends when it is asked to', async () => {
    const { process: app, ended, says } = open({ HOME: 'home' });
    await says('HOME is “home”, which isn’t a full path.');
    await eventually(isShown, 'the box');
    const began = performance.now();
    app.kill('SIGTERM');
    await ended;
    expect(performance.now() - began).toBeLessThan(promptly);
  });

  test('and ends when it was read', async () => {
    const { ended } = open({ HOME: 'home' });
    await eventually(isShown, 'the box');
    execFileSync('xdotool', ['search', '--name', '^Roletap$', 'key', 'Return']);
    expect(await ended).toMatchObject({ code: 1 });
  });
});
