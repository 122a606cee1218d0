import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { HistoryEntry } from '../../../src-main/contract/history.ts';
import { eventually } from '../../support/app/eventually.ts';
import { homeAccount, type Stage, trustWithMfa } from '../../support/aws/stage.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

/** Noon so many days ago, where this computer is: the day before may have 23 or 25 hours. */
const noon = (daysAgo: number): number => {
  const day = new Date();
  day.setHours(12, 0, 0, 0);
  day.setDate(day.getDate() - daysAgo);
  return day.getTime();
};

const opened = (daysAgo: number, profile: string): HistoryEntry => ({
  at: noon(daysAgo),
  event: 'opened',
  profile,
  roleArn: `arn:aws:iam::${homeAccount}:role/${profile}`,
  accountId: homeAccount,
  asker: { kind: 'program', name: '=terraform', pid: 4121, folder: '~/infra', sure: true },
  target: `${profile}-tap`,
  accessKeyId: `of ${profile}`,
  expires: noon(daysAgo) + 3_600_000,
});

const writeHistory = ({ home }: Stage, entries: readonly HistoryEntry[]): void => {
  const folder = join(home.userData, 'history');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const entry of entries) {
    const file = join(folder, `${new Date(entry.at).toISOString().slice(0, 10)}.jsonl`);
    writeFileSync(file, `${JSON.stringify({ v: 1, ...entry })}\n`, { mode: 0o600 });
  }
};

/** What happened, in the real app: over days that were before it was started, and into files. */
describe('the activity', () => {
  const rig = useProgram((stage) => writeHistory(stage, [opened(1, 'migrate'), opened(4, 'audit')]));
  let page: Page;
  let popover: Page;
  beforeEach(async () => {
    await rig.launch();
    popover = await rig.openWindow();
    const next = rig.electron().waitForEvent('window');
    await popover.getByRole('button', { name: 'Activity' }).click();
    page = await next;
    await page.getByRole('heading', { name: 'Activity' }).waitFor();
  });

  test('pages back to the days that have something, and to today, by mouse and keyboard', async () => {
    await page.getByRole('heading', { name: 'No sessions yet today' }).waitFor();
    await page.getByRole('button', { name: /^Previous day/ }).click();
    await page.getByRole('listitem').filter({ hasText: 'migrate' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Day' }).locator('option:checked').textContent()).toMatch(/^Yesterday/);
    await page.keyboard.press('PageUp');
    await page.getByRole('listitem').filter({ hasText: 'audit' }).waitFor();
    // Nothing is kept from before.
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('listitem').filter({ hasText: 'migrate' }).waitFor();
    await page.getByRole('button', { name: 'Today', exact: true }).click();
    await page.getByRole('heading', { name: 'No sessions yet today' }).waitFor();
  });

  test('saves what is shown as CSV and as a picture, where the person says', async () => {
    await page.getByRole('button', { name: /^Previous day/ }).click();
    await page.getByRole('listitem').filter({ hasText: 'migrate' }).waitFor();
    for (const [item, ending] of [
      ['What is shown as CSV', 'csv'],
      ['Picture, dark', 'png'],
    ] as const) {
      const file = join(rig.stage().home.folder, `saved.${ending}`);
      await rig.electron().evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, file);
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await eventually(() => existsSync(file), `${file} is written`);
    }
    const [, line, ...others] = readFileSync(join(rig.stage().home.folder, 'saved.csv'), 'utf8').split('\r\n');
    expect(line).toContain(`,over,migrate,arn:aws:iam::${homeAccount}:role/migrate,`);
    // A program chose its name.
    expect(line).toContain(",program,'=terraform,4121,");
    expect(others).toEqual(['']);
    expect(readFileSync(join(rig.stage().home.folder, 'saved.png')).subarray(1, 4).toString()).toBe('PNG');
  });

  test('shows what CloudTrail saw of a session that is open, and asks for no touch', async () => {
    const { simulator, account, aws } = rig.stage();
    account.addRole('Dev', {
      trust: trustWithMfa(),
      policies: [
        { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: ['cloudtrail:LookupEvents', 'iam:ListUsers'], Resource: '*' } },
      ],
    });
    await popover.getByText('dev', { exact: true }).click();
    await rig.touch();
    await eventually(async () => (await aws(['iam', 'list-users', '--profile', 'dev-tap'])).code === 0, 'the session is there');
    const codes = simulator.requests.filter(({ withCode }) => withCode).length;
    await page.getByRole('button', { name: 'AWS', exact: true }).click();
    await page.getByRole('row').filter({ hasText: 'ListUsers' }).filter({ hasText: 'dev' }).waitFor();
    await page.getByText(/^jane last signed in with /).waitFor();
    expect(simulator.requests.filter(({ withCode }) => withCode)).toHaveLength(codes);
    expect(simulator.requests.some(({ action }) => action === 'LookupEvents')).toBe(true);
  });
});
