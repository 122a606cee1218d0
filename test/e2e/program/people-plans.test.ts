import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SimulatedUser } from '../../../src-main/demo/aws-simulator/model/accounts.ts';
import type { Stage } from '../../support/aws/stage.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

let bob: SimulatedUser;

/** An account with somebody whom an administrator helps. */
const fill = ({ account }: Stage): void => {
  bob = account.addUser('bob');
  bob.setPassword(Date.now());
  bob.join(account.addGroup('ops'));
};

/** What an administrator does for one person or for a role, in the real app: with plans, at AWS and on the YubiKey. */
describe('people, by plans', () => {
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

  const iam = async (...words: readonly string[]) => (await rig.stage().aws(['--profile', 'acme', 'iam', ...words])).stdout;
  const read = async () => {
    await page.getByRole('combobox', { name: 'Role or user' }).selectOption('acme');
    await page.getByRole('button', { name: 'Show people' }).click();
    await page.getByRole('dialog', { name: /Touch/ }).waitFor();
    await rig.touch();
    await page.locator('tr[data-person="bob"]').waitFor();
  };
  const setUp = async (item: string) => {
    await page.getByRole('button', { name: 'Set up', exact: true }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };

  test('lose a YubiKey: what is lost goes, keys and sessions too, and undoing brings back what can be', async () => {
    const key = bob.addKey();
    bob.addDevice({ name: 'bob-yk-45678901' });
    const keys = () => iam('list-access-keys', '--user-name', 'bob', '--query', 'AccessKeyMetadata[].[AccessKeyId,Status]');
    const devices = () => iam('list-mfa-devices', '--user-name', 'bob', '--query', 'MFADevices[].SerialNumber');
    const policies = () => iam('list-user-policies', '--user-name', 'bob', '--query', 'PolicyNames');
    await read();
    await page.getByRole('button', { name: 'More for bob' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Lost a YubiKey…' }).press('Enter');
    await page.getByRole('checkbox', { name: /bob-yk-45678901/ }).waitFor();
    expect(await page.getByRole('checkbox', { name: /bob-yk-45678901/ }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Show plan' }).click();
    await page.getByText('Remove bob-yk-45678901').waitFor();
    await page.getByText('its secret is gone').waitFor();
    expect(await devices()).toContain('bob-yk-45678901');
    await page.getByRole('button', { name: 'Shut out' }).click();
    await page.getByRole('heading', { name: 'bob’s access is revoked' }).waitFor();
    expect(await devices()).not.toContain('bob');
    expect(await keys()).toContain('Inactive');
    expect(await keys()).not.toContain('Active"');
    expect(await policies()).toContain('RoletapRevokeSessions');
    await page.getByRole('button', { name: 'Close' }).click();
    // It waits for its time, on the page.
    await page.getByText(/bob’s access is revoked. Lift the policy from/).waitFor();
    await page.getByRole('button', { name: 'Show the plan for bob' }).click();
    expect(await page.getByRole('button', { name: 'Lift policy' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'bob’s access keys are active again' }).waitFor();
    await page.getByText('The removed MFA devices stay removed: their secrets are gone.').waitFor();
    expect(await keys()).toContain(key.accessKeyId);
    expect(await keys()).not.toContain('Inactive');
    expect(await policies()).not.toContain('RoletapRevokeSessions');
    expect(await devices()).not.toContain('bob');
  });

  test('get the YubiKey that is here, from the button with their next step', async () => {
    await read();
    await page.getByRole('button', { name: 'Set up MFA: bob' }).press('Enter');
    await page.getByRole('button', { name: 'Show plan' }).click();
    await page.getByText(/Create the MFA device bob/).waitFor();
    await page.getByRole('button', { name: 'Enroll YubiKey' }).click();
    // The question for the second code may take the place of the first one's at once; the key tells them apart.
    for (const _ of ['first', 'second']) {
      await page.getByRole('dialog', { name: /Touch/ }).waitFor();
      await rig.touch();
    }
    await page.getByRole('heading', { name: 'bob has a YubiKey' }).waitFor();
    expect(
      rig
        .stage()
        .account.devices()
        .filter(({ user }) => user === 'bob'),
    ).toHaveLength(1);
    // The row says so at once, and nothing is left to refresh.
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('tr[data-person="bob"]').getByText('YubiKey', { exact: true }).waitFor();
    expect(await page.getByText('Changed since').count()).toBe(0);
  });

  test('leave no device behind that nobody has', async () => {
    rig.stage().account.addUnassignedDevice('old-phone');
    await read();
    await page.getByText('1 virtual device belongs to no user and can be deleted.').click();
    await page.getByRole('button', { name: 'Delete…: old-phone' }).press('Enter');
    await page.getByText('its secret is gone').waitFor();
    expect(await iam('list-virtual-mfa-devices')).toContain('old-phone');
    await page.getByRole('button', { name: 'Delete device' }).click();
    await page.getByRole('heading', { name: 'old-phone is deleted' }).waitFor();
    expect(await iam('list-virtual-mfa-devices')).not.toContain('old-phone');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('tr[data-person="bob"]').waitFor();
    expect(await page.getByText('belongs to no user').count()).toBe(0);
  });

  test('get a role that asks for MFA: its meaning beside the times, text to copy, then made', async () => {
    await setUp('Add a role…');
    await page.getByLabel('Role name').fill('Deploy');
    await page.getByRole('textbox', { name: 'Group' }).fill('ops');
    await page.getByLabel('MFA age').selectOption('3600');
    await page.getByText('A tap opens this role for 1 h.').waitFor();
    await page.getByLabel('Permissions', { exact: true }).fill('{ "Version": "2012-10-17", ');
    await page.getByRole('button', { name: 'Show plan' }).click();
    await page.locator('#role-permissionshint').getByRole('alert').waitFor();
    await page
      .getByLabel('Permissions', { exact: true })
      .fill('{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" } }');
    await page.getByRole('button', { name: 'Show plan' }).click();
    await page.getByRole('dialog', { name: /Touch/ }).waitFor();
    await rig.touch();
    await page.getByRole('button', { name: 'Trust policy and text to copy' }).click();
    await page.getByText('resource "aws_iam_role" "deploy"').waitFor();
    await page.getByRole('button', { name: 'Copy Terraform' }).click();
    expect(await rig.electron().evaluate(({ clipboard }) => clipboard.readText())).toContain('aws_iam_role_policy');
    await page.getByRole('button', { name: 'Add role' }).click();
    await page.getByRole('heading', { name: 'Deploy is added' }).waitFor();
    const role = await rig.stage().aws(['--profile', 'acme', 'iam', 'get-role', '--role-name', 'Deploy']);
    expect(JSON.stringify(role.json())).toContain('aws:MultiFactorAuthAge');
    const group = await rig.stage().aws(['--profile', 'acme', 'iam', 'list-group-policies', '--group-name', 'ops']);
    expect(group.stdout).toContain('RoletapAssume-Deploy');
  });

  test('have the account’s policies listed and checked, and one attached to a group and taken back', async () => {
    rig.stage().account.addPolicy('deny', {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Deny',
        NotAction: 'sts:GetSessionToken',
        Resource: '*',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    });
    await setUp('Policies…');
    await page.getByRole('button', { name: 'List policies' }).click();
    await page.getByRole('dialog', { name: /Touch/ }).waitFor();
    await rig.touch();
    await page.getByRole('button', { name: 'deny', exact: true }).press('Enter');
    await page.locator('[data-rule="deny-bool"]').getByText('Access keys get past this Deny').waitFor();
    expect(await page.getByLabel('Policy or trust policy').inputValue()).toContain('GetSessionToken');
    await page.getByLabel('Group', { exact: true }).fill('ops');
    await page.getByRole('button', { name: 'Write policy' }).click();
    await page.getByText('ops doesn’t have this policy yet.').waitFor();
    await page.getByText('"arn:aws:iam::111122223333:mfa/*"').first().waitFor();
    const policies = () => iam('list-group-policies', '--group-name', 'ops');
    await page.getByRole('button', { name: 'Attach to ops…' }).click();
    await page.getByRole('button', { name: 'Attach policy' }).click();
    await page.getByRole('heading', { name: 'ops has the policy' }).waitFor();
    expect(await policies()).toContain('RoletapManageOwnMFA');
    await page.keyboard.press('Escape');
    // What the group has now is compared at once.
    await page.getByText('ops has exactly this policy.').waitFor();
    await page.getByRole('button', { name: 'Remove from ops…' }).click();
    await page.getByRole('button', { name: 'Remove policy' }).click();
    await page.getByRole('heading', { name: 'ops no longer has the policy' }).waitFor();
    expect(await policies()).not.toContain('Roletap');
  });

  test('may do what IAM says, with MFA and without, and a right that is missing is named', async () => {
    const ask = async () => page.getByRole('button', { name: 'Check', exact: true }).click();
    bob.putPolicy('own-deny', {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
      ],
    });
    await read();
    await page.getByRole('button', { name: 'More for bob' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Check permissions…' }).press('Enter');
    await page.getByRole('heading', { name: 'What may bob do?' }).waitFor();
    await ask();
    const line = page.locator('tr[data-action="s3:ListAllMyBuckets"]');
    await line.getByText('by own-deny').waitFor();
    expect(await line.innerText()).toMatch(/denied\s+by own-deny\s+allowed$/);
    expect(await page.locator('tr[data-action="iam:ListVirtualMFADevices"]').innerText()).toMatch(/allowed\s+allowed$/);
    rig
      .stage()
      .simulator.faults.add(
        { kind: 'refuse', status: 403, code: 'AccessDenied', message: 'Denied' },
        { action: 'SimulatePrincipalPolicy' },
      );
    await ask();
    await page.getByText('Missing permission: iam:SimulatePrincipalPolicy').waitFor();
    expect(await line.count()).toBe(0);
  });

  test('lose a second access key after a day, which can be undone until then', async () => {
    bob.addKey();
    const second = bob.addKey();
    await read();
    await page.getByRole('button', { name: 'More for bob' }).click();
    await page.getByRole('menuitem', { name: 'Remove access…' }).click();
    await page.getByText('bob has a password, 2 access keys and 0 MFA devices.').waitFor();
    await page.getByRole('radio', { name: /^Access keys/ }).check();
    await page.getByRole('checkbox', { name: new RegExp(`^${second.accessKeyId}`) }).check();
    await page.getByRole('button', { name: 'Show plan' }).click();
    await page.getByRole('button', { name: 'Delete access keys' }).click();
    await page.getByRole('heading', { name: 'bob’s access keys are inactive' }).waitFor();
    expect(bob.keys().map(({ active }) => active)).toEqual([true, false]);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByText(/^bob’s access keys are inactive\. Delete them from/).waitFor();
    await page.getByRole('button', { name: 'Show the plan for bob' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'bob’s removal is undone' }).waitFor();
    expect(bob.keys().map(({ active }) => active)).toEqual([true, true]);
  });

  test('have MFA required of a group, which was cut off and is found, carried on and taken back', async () => {
    bob.addDevice({ name: 'bob-yk-45678901' });
    const policies = () => iam('list-group-policies', '--group-name', 'ops', '--query', 'PolicyNames');
    await read();
    // The account's groups are offered, here and where one may be new.
    await setUp('Add a person…');
    await page.getByRole('combobox', { name: 'Group', exact: true }).selectOption('ops (1 member)');
    await page.getByRole('combobox', { name: 'Group', exact: true }).selectOption('New group…');
    await page.keyboard.press('Escape');
    await setUp('Require MFA…');
    await page.getByRole('combobox', { name: 'Group', exact: true }).selectOption('ops');
    await page.getByRole('button', { name: 'Safe to enforce?' }).click();
    rig.stage().simulator.faults.add({ kind: 'bad-gateway', when: 'before' }, { action: 'PutGroupPolicy' });
    await page.getByRole('button', { name: 'Require MFA', exact: true }).click();
    await page.getByRole('heading', { name: 'Not finished' }).waitFor();
    await page.keyboard.press('Escape');
    const left = page.getByText('Requiring MFA for ops isn’t finished: 0 of 2 steps done.');
    await left.waitFor();
    await page.getByRole('button', { name: 'Show the plan for ops' }).press('Enter');
    await page.getByText('Deny ops everything else without MFA').waitFor();
    expect(await policies()).not.toContain('Roletap');
    await page.getByRole('button', { name: 'Continue' }).press('Enter');
    await page.getByText('Finished for ops.').waitFor();
    await page.getByText('ops needs MFA: 1 of 1 have it.').waitFor();
    expect(await policies()).toContain('RoletapDenyWithoutMFA');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('heading', { name: 'People' }).waitFor();
    expect(await left.count()).toBe(0);
  });
});
