import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { openInvite, readInvite } from '../../../src-main/app/team/invite.ts';
import type { SimulatedUser } from '../../../src-main/demo/aws-simulator/model/accounts.ts';
import { eventually } from '../../support/app/eventually.ts';
import type { Stage } from '../../support/aws/stage.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

let bob: SimulatedUser;

/** An account with more people than Jane. */
const fill = ({ account, jane }: Stage): void => {
  bob = account.addUser('bob');
  bob.addKey();
  const ada = account.addUser('=ada');
  ada.addDevice({ name: 'ada-yk-23456789' });
  ada.addDevice({ name: 'ada-yk-34567890' });
  jane.addDevice({ name: 'jane-phone' });
  const ops = account.addGroup('ops');
  bob.join(ops);
  ada.join(ops);
};

/** The page of the people in the real app: read with a touch from AWS, shown in the window, saved where the person says. */
describe('the people', () => {
  const rig = useProgram(fill);
  let page: Page;
  beforeEach(async () => {
    await rig.launch();
    const popover = await rig.openWindow();
    const next = rig.electron().waitForEvent('window');
    await popover.getByRole('button', { name: 'More', exact: true }).click();
    await popover.getByRole('menuitem', { name: 'People in an account…' }).click();
    page = await next;
    await page.getByRole('heading', { name: 'People' }).waitFor();
  });

  const setUp = async (item: string) => {
    await page.getByRole('button', { name: 'Set up', exact: true }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  const row = (name: string) => page.locator(`tr[data-person="${name}"]`);

  test('are read after a touch that this window asks for, and saved without formulas', async () => {
    await page.getByRole('combobox', { name: 'Role or user' }).selectOption('acme');
    await page.getByRole('button', { name: 'Show people' }).click();
    await page.getByRole('dialog', { name: /Touch/ }).waitFor();
    await rig.touch();
    await row('=ada').waitFor();
    expect(await row('=ada').innerText()).toContain('2 × YubiKey\nada-yk-23456789, ada-yk-34567890');
    expect(await row('bob').innerText()).toContain('Set up MFA');
    await page.getByRole('img', { name: /YubiKey.*No MFA/ }).waitFor();

    for (const format of ['csv', 'json']) {
      const file = join(rig.stage().home.folder, `people.${format}`);
      await rig.electron().evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, file);
      await page.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: format.toUpperCase() }).click();
      await eventually(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'), `${file} is written`);
    }
    const csv = readFileSync(join(rig.stage().home.folder, 'people.csv'), 'utf8').split('\r\n');
    expect(csv.some((line) => line.startsWith("'=ada,"))).toBe(true);
    const json = JSON.parse(readFileSync(join(rig.stage().home.folder, 'people.json'), 'utf8')) as { people: { name: string }[] };
    expect(json.people.map(({ name }) => name)).toContain('=ada');
  });

  test('get one more: a plan, an access key in a sealed invite, and undone where no file was saved', async () => {
    const answer = (filePath: string | undefined) =>
      rig.electron().evaluate(({ dialog }, path) => {
        dialog.showSaveDialog = async () => (path === undefined ? { canceled: true, filePath: '' } : { canceled: false, filePath: path });
      }, filePath);
    const users = async () => (await rig.stage().aws(['--profile', 'acme', 'iam', 'list-users', '--query', 'Users[].UserName'])).stdout;
    const wish = async (name: string) => {
      await setUp('Add a person…');
      await page.getByLabel('User name').fill(name);
      await page.getByLabel('Group').fill('developers');
      await page.getByRole('checkbox', { name: /access key/ }).check();
      await page.getByRole('button', { name: 'Show plan' }).click();
    };
    const add = async () => {
      await page.getByLabel('Passphrase for the invite').fill('correct horse');
      await page.getByLabel('Repeat passphrase').fill('correct horse');
      await page.getByRole('button', { name: /^(Add person|Continue)$/ }).click();
    };
    await wish('kim');
    await page.getByRole('dialog', { name: /Touch/ }).waitFor();
    await rig.touch();
    await page.getByText('Create the group developers').waitFor();
    expect(await users()).not.toContain('kim');
    await answer(undefined);
    await add();
    await page.getByRole('heading', { name: 'Not finished' }).waitFor();
    expect(await users()).toContain('kim');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Show the plan for kim' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'kim is removed again' }).waitFor();
    expect(await users()).not.toContain('kim');
    await page.getByRole('button', { name: 'Close' }).click();

    const file = join(rig.stage().home.folder, 'lee.invite');
    await answer(file);
    await wish('lee');
    await add();
    await page.getByRole('heading', { name: 'lee is added' }).waitFor();
    const invite = readInvite(readFileSync(file, 'utf8'), file);
    const secrets = invite.ok ? await openInvite(invite.value, 'correct horse', file) : invite;
    expect(secrets).toMatchObject({ ok: true, value: { accessKeyId: expect.stringMatching(/^AKIA/) } });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('have to use MFA with one click where nobody is locked out, and no more with another', async () => {
    const policies = async () =>
      (await rig.stage().aws(['--profile', 'acme', 'iam', 'list-group-policies', '--group-name', 'ops', '--query', 'PolicyNames'])).stdout;
    await setUp('Require MFA…');
    await page.getByLabel('Group', { exact: true }).fill('ops');
    await page.getByRole('button', { name: 'Safe to enforce?' }).click();
    await page.getByRole('dialog', { name: /Touch/ }).waitFor();
    await rig.touch();
    await page.getByText('Not safe to enforce: this would lock out bob.').waitFor();
    await page.getByRole('button', { name: 'Let them set up MFA' }).click();
    await page.locator('[data-step="own-mfa"][data-state="done"]').waitFor();
    expect(await policies()).not.toContain('RoletapDenyWithoutMFA');
    bob.addDevice({ name: 'bob-yk-45678901' });
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByRole('button', { name: 'Require MFA', exact: true }).click();
    await page.getByText('ops needs MFA: 2 of 2 have it.').waitFor();
    expect(await policies()).toContain('RoletapDenyWithoutMFA');
    await page.getByRole('button', { name: 'Stop requiring MFA' }).click();
    await page.getByText('Safe to enforce: 2 of 2 have MFA.').waitFor();
    expect(await policies()).not.toContain('RoletapDenyWithoutMFA');
  });

  test('can be given up at the touch, and the page closed', async () => {
    await page.getByRole('combobox', { name: 'Role or user' }).selectOption('acme');
    await page.getByRole('button', { name: 'Show people' }).click();
    await page.getByRole('dialog', { name: /Touch/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await eventually(() => page.getByRole('button', { name: 'Show people' }).isEnabled(), 'it can be tried again');
    await page.keyboard.press('Escape');
    await eventually(() => page.isClosed(), 'the window is closed');
  });
});
