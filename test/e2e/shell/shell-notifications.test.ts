import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Alert } from '../../../src-main/contract/alerts.ts';
import { eventually } from '../../support/app/eventually.ts';
import { openDesktop } from '../../support/electron/desktop.ts';
import { shellUnderTest } from '../../support/electron/shell-rig.ts';
import { snapshotWith, touchWaiting } from '../../support/electron/shell-snapshots.ts';

const endsSoon: Alert = { id: 'a1', kind: 'ends-soon', what: 'mfa-session', name: 'acme', ends: 0 };
const failed: Alert = { id: 'a2', kind: 'renewal-failed', profile: 'prod', problem: { code: 'throttled' } };
const asked = { ...touchWaiting, askers: [{ kind: 'program', name: 'terraform', pid: 4711, sure: true }] } as const;

/** Each test has a desktop of its own. */
let desktop: Awaited<ReturnType<typeof openDesktop>>;
beforeEach(async () => {
  desktop = await openDesktop();
});
afterEach(() => desktop.stop());

const count = (wanted: number) => eventually(() => desktop.notifications().length >= wanted && desktop.notifications(), `${wanted} shown`);

describe('notifications', () => {
  const { electron, start, tray, shown, commands, change } = shellUnderTest({ shared: true });

  /** The popover comes up without the focus, as where a window manager lets nobody take it. */
  const withoutFocus = () =>
    electron().evaluate(({ app }) => {
      app.once('browser-window-created', (_, popover) => {
        popover.isFocused = () => false;
      });
    });

  test('show an alert once, and close when it is over', async () => {
    await start();
    await change({ alerts: [endsSoon] });
    const [first] = await count(1);
    expect(first).toMatchObject({ title: 'Alert a1', body: 'ends-soon' });
    await change({ alerts: [endsSoon], notices: [{ kind: 'clock', seconds: 7 }] });
    await change({ alerts: [] });
    await eventually(() => desktop.closed().length === 1, 'it is closed');
    expect(desktop.notifications()).toHaveLength(1);
  });

  test('answer an alert by a click', async () => {
    await start();
    await change({ alerts: [endsSoon] });
    const [first] = await count(1);
    desktop.click(first?.id ?? 0);
    await eventually(async () => (await commands()).length === 1, 'the command');
    expect(await commands()).toEqual([{ name: 'answerAlert', payload: { alert: 'a1' } }]);
  });

  test('open the popover for a renewal that failed', async () => {
    await start();
    await change({ alerts: [failed] });
    const [first] = await count(1);
    desktop.click(first?.id ?? 0);
    await shown();
    expect(await commands()).toEqual([{ name: 'answerAlert', payload: { alert: 'a2' } }]);
  });

  test('tell what a program asks for where the popover could not take the focus', async () => {
    await start();
    await withoutFocus();
    await change({ waiting: [asked] });
    const [first] = await count(1);
    expect(first).toMatchObject({ title: 'Question w1', body: '1 ask' });
    await change({ waiting: [] });
    await eventually(() => desktop.closed().length === 1, 'it is closed');
  });

  test('tell nothing that is in a window with the focus', async () => {
    await start();
    // The question opens the popover by itself, however long its page takes; a person comes to it by a click.
    await change({ waiting: [asked] });
    await shown();
    await tray().activate();
    await electron().evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((resolve) => {
          const [popover] = BrowserWindow.getAllWindows();
          if (popover?.isFocused()) resolve();
          else popover?.once('focus', () => resolve());
        }),
    );
    await change({ alerts: [endsSoon] });
    await change({ waiting: [], alerts: [] });
    // Comes after all that could have been told before.
    await tray().activate();
    await eventually(
      () => electron().evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().every((window) => !window.isVisible())),
      'the popover is hidden',
    );
    await change({ alerts: [failed] });
    expect((await count(1)).map(({ title }) => title)).toEqual(['Alert a2']);
  });

  test('stay away where the person does not want them', async () => {
    await start();
    await change({ preferences: { ...snapshotWith({}).preferences, notifications: false } });
    await change({ alerts: [endsSoon] });
    await change({ preferences: snapshotWith({}).preferences });
    await change({ alerts: [endsSoon, failed] });
    expect((await count(1)).map(({ title }) => title)).toEqual(['Alert a2']);
  });
});

describe('notifications of a program that quits', () => {
  const { start, tray, openPopover, change } = shellUnderTest();

  test('go with it', async () => {
    await start();
    await openPopover();
    await tray().activate();
    await change({ alerts: [endsSoon] });
    await count(1);
    await tray().click('Quit');
    await eventually(() => desktop.closed().length === 1, 'it is closed');
  });
});
