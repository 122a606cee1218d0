import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';

/** What is done for one person, and a role, on the people's page in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();

describe('a person’s row', () => {
  test('has the next step as a button that does it, by the keyboard as well', async () => {
    const page = await open('people');
    await page.getByRole('button', { name: 'Set up MFA: bob' }).press('Enter');
    await page.getByRole('button', { name: 'Add a spare YubiKey: carol' }).press(' ');
    await page.getByRole('button', { name: 'Delete root’s access key: <root_account>' }).click();
    expect(await sent(page)).toEqual([
      { name: 'openSheet', payload: { kind: 'enroll', user: 'bob' } },
      { name: 'openSheet', payload: { kind: 'enroll', user: 'carol' } },
      { name: 'openIamUser', payload: { arn: 'arn:aws:iam::111122223333:root' } },
    ]);
  });

  test('copies the command that only the person can run', async () => {
    const page = await open('people');
    await page.evaluate(() => document.addEventListener('copy', () => document.body.setAttribute('data-copied', String(getSelection()))));
    await page.getByRole('button', { name: 'Rotate the key: dan' }).press('Enter');
    expect(await page.locator('body').getAttribute('data-copied')).toBe('roletap rotate');
  });

  test('has a menu with what else there is, and none of it for root but the console', async () => {
    const page = await open('people');
    for (const item of [
      'Enroll a YubiKey…',
      'Lost a YubiKey…',
      'Remove access…',
      'Require MFA…',
      'Check permissions…',
      'Open in IAM console',
    ]) {
      await page.getByRole('button', { name: 'More for ada' }).press('Enter');
      await page.getByRole('menuitem', { name: item }).press('Enter');
    }
    expect(await sent(page)).toEqual([
      { name: 'openSheet', payload: { kind: 'enroll', user: 'ada' } },
      { name: 'openSheet', payload: { kind: 'rescue', user: 'ada' } },
      { name: 'openSheet', payload: { kind: 'remove', user: 'ada', what: 'access' } },
      { name: 'openEnforce', payload: { user: 'ada' } },
      { name: 'openSimulate', payload: { user: 'ada' } },
      { name: 'openIamUser', payload: { arn: 'arn:aws:iam::111122223333:user/ada' } },
    ]);
    await page.getByRole('button', { name: 'More for <root_account>' }).click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Open in IAM console']);
  });
});

describe('a lost YubiKey', () => {
  test('is one of those that are there, and only ticked ones go', async () => {
    const page = await open('people-rescue');
    await page.getByText('1 active access key is set inactive, and open MFA sessions are revoked, too.').waitFor();
    await page.getByRole('checkbox', { name: 'bob-yk-12345678 YubiKey' }).check();
    await page.getByRole('checkbox', { name: /access key/ }).check();
    expect(await page.getByRole('checkbox', { name: /invite file/ }).isChecked()).toBe(true);
    await page.getByLabel('Region').fill('eu-west-3');
    await page.getByRole('button', { name: 'Show plan' }).click();
    expect((await sent(page)).at(-1)?.payload).toEqual({
      source: 'prod-admin',
      draft: {
        kind: 'rescue',
        devices: ['arn:aws:iam::111122223333:mfa/bob-yk-12345678'],
        accessKey: true,
        invite: true,
        region: 'eu-west-3',
        roles: [],
      },
    });
  });

  test('is asked again where nothing could be read', async () => {
    const page = await open('people-rescue-unread');
    expect(await page.getByRole('button', { name: 'Show plan' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await sent(page)).toEqual([{ name: 'openSheet', payload: { kind: 'rescue', user: 'bob' } }]);
  });

  test('is shown as a plan that says what can’t be undone, and then what is next', async () => {
    const page = await open('people-rescue-plan');
    expect(await page.locator('tbody th').allInnerTexts()).toEqual([
      'Set AKIAIOSFODNN7EXAMPLE inactive',
      'Remove bob-yk-12345678',
      'Revoke bob’s open MFA sessions',
      'Later: lift the policy from bob',
    ]);
    await page.getByText('A removed MFA device can’t be added back: its secret is gone.').waitFor();
    await page.getByRole('button', { name: 'Shut out' }).click();
    await next(page, 'people-rescue-done');
    await page.getByRole('button', { name: 'Enroll a new YubiKey…' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await next(page, 'people-rescue-due');
    await page.getByRole('button', { name: 'Lift policy' }).click();
    await next(page, 'people-rescue-undone');
    await page.getByText('The removed MFA devices stay removed: their secrets are gone.').waitFor();
    expect((await sent(page)).map(({ name }) => name)).toEqual(['carrySheet', 'closeSheet', 'openSheet', 'undoSheet', 'carrySheet']);
  });
});

describe('a role', () => {
  test('says what its times mean before there is a plan', async () => {
    const page = await open('people-role');
    await page.getByText('A tap opens this role for 1 h.').waitFor();
    await page.getByText('Sessions of up to 12 h need a touch of their own').waitFor();
    await page.getByLabel('MFA age').selectOption({ label: 'Any' });
    await page.getByText('One tap opens this role for as long as the MFA session lasts.').waitFor();
    await page.getByRole('radio', { name: /Another account/ }).check();
    await page.getByLabel('Account ID').fill('222233334444');
    await page.getByLabel('External ID').fill('partner-42');
    await page.getByRole('button', { name: 'Show plan' }).click();
    const payload = (await sent(page)).at(-1)?.payload as { draft: Record<string, unknown> };
    expect(payload.draft).toMatchObject({
      kind: 'role',
      trust: 'other',
      accountId: '222233334444',
      externalId: 'partner-42',
      group: 'developers',
    });
    expect(payload.draft).not.toHaveProperty('mfaAgeSeconds');
  });

  test('says at its trust anchor that it is another account’s, and above the form once that field is gone', async () => {
    const page = await open('people-role-apart');
    await page.locator('#role-trustAnchorhint').getByText('The ARNs name two accounts').waitFor();
    expect(await page.getByRole('alert').count()).toBe(1);
    await page.getByRole('radio', { name: /Another account/ }).check();
    await page.getByRole('alert').getByText('The ARNs name two accounts').waitFor();
  });

  test('for certificates may demand what they prove of their key, and says which those are', async () => {
    const page = await open('people-role');
    await page.getByRole('radio', { name: /Holders of a certificate/ }).check();
    await page.getByLabel('Trust anchor').fill('arn:anchor');
    await page.getByRole('checkbox', { name: /^Demand proof/ }).check();
    await page.getByText('Only a certificate that Roletap signed as a CA').waitFor();
    await page.getByRole('button', { name: 'Show plan' }).click();
    const payload = (await sent(page)).at(-1)?.payload as { draft: Record<string, unknown> };
    expect(payload.draft).toMatchObject({ trust: 'certificate', trustAnchor: 'arn:anchor', proved: true });
  });

  test('can be copied in three languages from its plan', async () => {
    const page = await open('people-role-plan');
    await page.getByRole('button', { name: 'Trust policy and text to copy' }).press('Enter');
    for (const [name, begins] of [
      ['Terraform', 'resource "aws_iam_role"'],
      ['CloudFormation', 'AWSTemplateFormatVersion'],
      ['JSON', '{'],
    ] as const)
      expect(await page.getByRole('region', { name }).locator('code').innerText()).toContain(begins);
  });
});

describe('a YubiKey for somebody', () => {
  test('is the one that is plugged in, and asks for one where none is', async () => {
    const page = await open('people-enroll-none');
    expect(await page.getByRole('button', { name: 'Show plan' }).isDisabled()).toBe(true);
    await page.getByText('Insert a YubiKey.').waitFor();
    await next(page, 'people-enroll');
    await page.getByRole('button', { name: 'Show plan' }).click();
    const planned = (await sent(page)).at(-1)?.payload;
    expect(planned).toMatchObject({ draft: { kind: 'enroll', touch: true, keySerial: expect.any(Number) } });
  });
});

describe('removing what somebody has', () => {
  test('is of access keys, of every way to sign in, or of the user', async () => {
    const page = await open('people-remove');
    await page.getByText('erin has a password, 2 access keys and 1 MFA device.').waitFor();
    await page.getByRole('button', { name: 'Show plan' }).click();
    const draft = async () => ((await sent(page)).at(-1)?.payload as { draft: unknown } | undefined)?.draft;
    expect(await draft()).toEqual({ kind: 'remove', what: 'access', keys: [], isNow: false });
    await page.getByRole('radio', { name: /^Access keys/ }).check();
    expect(await page.getByRole('button', { name: 'Show plan' }).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: 'AKIAI44QH8DHBEXAMPLE active, never used' }).check();
    await page.getByRole('checkbox', { name: 'Delete them now, without the day' }).check();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show plan' }).click();
    expect(await draft()).toEqual({ kind: 'remove', what: 'keys', keys: ['AKIAI44QH8DHBEXAMPLE'], isNow: true });
  });

  test('says what doesn’t come back before it runs, and after it was undone', async () => {
    const page = await open('people-remove-plan');
    await page.getByText('A deleted password doesn’t come back.').waitFor();
    await page.getByText(/^A deleted user doesn’t come back/).waitFor();
    await page.getByRole('button', { name: 'Delete user' }).click();
    expect((await sent(page)).at(-1)).toEqual({ name: 'carrySheet', payload: {} });
    await next(page, 'people-remove-undone');
    await page.getByText('A deleted password doesn’t come back.').waitFor();
    expect(await page.getByText(/^A deleted user/).count()).toBe(0);
  });

  test('waits a day before it deletes access keys', async () => {
    const page = await open('people-remove-keys-plan');
    expect(await page.locator('tbody th').allInnerTexts()).toEqual([
      'Set AKIAI44QH8DHBEXAMPLE inactive',
      'Later: delete AKIAI44QH8DHBEXAMPLE',
    ]);
    await next(page, 'people-remove-waits');
    await page.getByRole('heading', { name: 'erin’s access keys are inactive' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await next(page, 'people-remove-later');
    expect(await page.getByRole('button', { name: 'Delete access keys' }).isDisabled()).toBe(true);
  });
});
