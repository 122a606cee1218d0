import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { homeAccount, otherAccount, trustWithMfa } from '../../support/aws/stage.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

/** Settings, a role's tools and a role by hand in the whole program as built; `aws` says what came of it. */
describe('the pages of the wide window', () => {
  const rig = useProgram((stage) => stage.other.addRole('Reader', { trust: trustWithMfa() }));
  const launch = async (): Promise<Page> => {
    await rig.launch();
    return rig.openWindow();
  };
  /** What a button of the popover sends, and the window that opens for it. */
  const openPage = async (popover: Page, name: string, payload: unknown): Promise<Page> => {
    const next = rig.electron().waitForEvent('window');
    await popover.evaluate(
      ([command, what]) => (window as unknown as { roletap: { send: (...words: unknown[]) => unknown } }).roletap.send(command, what),
      [name, payload] as const,
    );
    const page = await next;
    return page;
  };
  const settingsFile = () => join(rig.stage().home.userData, 'settings.json');
  const settings = () => JSON.parse(readFileSync(settingsFile(), 'utf8')) as Record<string, unknown>;

  test('a setting counts at once and is in the file, beside what it does not know; the title bar closes the page', async () => {
    writeFileSync(settingsFile(), JSON.stringify({ ofALaterVersion: true }));
    const page = await openPage(await launch(), 'openSettings', null);
    await page.getByLabel('Clear the clipboard after').selectOption('60 seconds');
    await page.getByLabel('Appearance').selectOption('Dark');
    await eventually(() => settings().theme === 'dark', 'it is written');
    expect(settings()).toMatchObject({ clipboardSeconds: 60, theme: 'dark', ofALaterVersion: true });
    await page.getByRole('button', { name: 'Reset… the settings' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore defaults' }).click();
    await eventually(() => settings().theme === 'system', 'it is as at first');
    const gone = page.waitForEvent('close');
    await rig.electron().evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((window) => window.webContents.getURL().endsWith('?view=wide'))
        ?.close(),
    );
    await gone;
  });

  test('a target that asks: shown, written on yes, the keys leave the file, and aws goes on without a touch', async () => {
    const popover = await launch();
    await popover.getByText('dev', { exact: true }).click();
    await rig.touch();
    await eventually(() => rig.stage().readCredentials().includes('[dev-tap]'), 'the session is written');
    const page = await openPage(popover, 'openTools', { role: 'dev' });
    const before = readFileSync(rig.stage().config, 'utf8');
    await page.getByRole('switch', { name: /^No credentials in files/ }).click();
    await page.getByRole('heading', { name: 'This will be written' }).waitFor();
    expect(readFileSync(rig.stage().config, 'utf8')).toBe(before);
    await page.getByRole('button', { name: 'Write to file' }).click();
    await page.getByText('asks Roletap each time').waitFor();
    expect(rig.stage().readCredentials()).not.toContain('dev-tap');
    expect(readFileSync(rig.stage().config, 'utf8')).toContain('credential_process');
    expect(await rig.callerOf('dev-tap')).toBe(`arn:aws:sts::${homeAccount}:assumed-role/Dev/jane`);
    for (const [name, words] of [
      ['By name', 'Works: the profile has credentials.'],
      ['credential_process', 'Works: it returned credentials.'],
      ['Environment', 'Works: the endpoint and a session are open.'],
    ] as const) {
      await page.getByRole('button', { name: `Check that “${name}” works` }).click();
      await page.getByRole('listitem').getByText(words).waitFor();
    }
    await page.getByRole('switch', { name: /^No credentials in files/ }).click();
    await page.getByRole('button', { name: 'Remove line' }).click();
    await page.getByText('Off: the session is written').waitFor();
    expect(readFileSync(rig.stage().config, 'utf8')).toBe(before);
  });

  test('without files, a role whose target has no line yet says so, and its row opens the tools', async () => {
    writeFileSync(settingsFile(), JSON.stringify({ noFiles: true }));
    const popover = await launch();
    await popover.getByText('dev', { exact: true }).click();
    await rig.touch();
    const next = rig.electron().waitForEvent('window');
    await popover.getByText('Set up “dev-tap” in tools first').click();
    const page = await next;
    await page.getByRole('switch', { name: /^No credentials in files/ }).click();
    await page.getByRole('button', { name: 'Write to file' }).click();
    await popover.getByText('aws --profile dev-tap').waitFor();
    expect(await rig.callerOf('dev-tap')).toBe(`arn:aws:sts::${homeAccount}:assumed-role/Dev/jane`);
    expect(rig.stage().readCredentials()).not.toContain('dev-tap');
  });

  test('a role by hand is checked, listed, and opens with a touch', async () => {
    const popover = await launch();
    const page = await openPage(popover, 'openAddRole', { role: '', roleArn: '', source: '' });
    await page.getByLabel('Role ARN').fill(`arn:aws:iam::${otherAccount}:role/Reader`);
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Reader');
    await page.getByLabel('Name', { exact: true }).fill('prod');
    await page.getByRole('button', { name: 'Add role' }).click();
    await page.getByRole('alert').getByText('That name is taken').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('reader');
    const gone = page.waitForEvent('close');
    await page.getByRole('button', { name: 'Add role' }).click();
    await gone;
    await popover.getByText('reader', { exact: true }).click();
    await rig.touch();
    await eventually(() => rig.stage().readCredentials().includes('[reader-tap]'), 'the session is written');
    expect(await rig.callerOf('reader-tap')).toBe(`arn:aws:sts::${otherAccount}:assumed-role/Reader/jane`);
  });
});
