import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';

/** Adding a person on the people's page, in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();

describe('adding a person', () => {
  test('is begun from the people, and takes what was filled in', async () => {
    const page = await open('people');
    await page.getByRole('button', { name: 'Set up', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Add a person…' }).click();
    await next(page, 'people-add');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Add a person');
    expect(await page.getByRole('button', { name: 'Show plan' }).isDisabled()).toBe(true);
    await page.getByLabel('User name').fill('kim');
    await page.getByLabel('Group').fill('developers');
    await page.getByLabel('Roles').fill('arn:aws:iam::111122223333:role/A\narn:aws:iam::111122223333:role/B');
    await page.getByText('Path, policies, tags and boundary').click();
    await page.getByLabel('Tags').fill('team=web\nfloor=2');
    await page.getByRole('checkbox', { name: /access key/ }).check();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show plan' }).click();
    const wish = (await sent(page)).find(({ name }) => name === 'planSheet');
    expect(wish?.payload).toEqual({
      source: 'prod-admin',
      draft: {
        kind: 'add',
        name: 'kim',
        group: 'developers',
        path: '',
        boundary: '',
        tags: ['team=web', 'floor=2'],
        region: '',
        roles: ['arn:aws:iam::111122223333:role/A', 'arn:aws:iam::111122223333:role/B'],
        policies: [],
        password: false,
        accessKey: true,
        invite: true,
      },
    });
  });

  test('leaves the field to who types a group while the account’s groups come in', async () => {
    const page = await open('people-add');
    await page.getByLabel('Group', { exact: true }).pressSequentially('dev');
    await next(page, 'people-add-groups');
    await page.keyboard.type('elopers');
    expect(await page.getByRole('textbox', { name: 'Group', exact: true }).inputValue()).toBe('developers');
  });

  test('offers the account’s groups, none, and one that isn’t there yet', async () => {
    const page = await open('people-add-groups');
    const group = page.getByLabel('Group', { exact: true });
    expect(await group.locator('option').allInnerTexts()).toEqual([
      'No group',
      'developers (4 members)',
      'ops (2 members)',
      'contractors',
      'New group…',
    ]);
    const planned = async () => {
      await page.getByRole('button', { name: 'Show plan' }).click();
      return (await sent(page)).at(-1)?.payload;
    };
    await page.getByLabel('User name').fill('kim');
    await group.selectOption('ops');
    expect(await planned()).toMatchObject({ draft: { group: 'ops' } });
    await group.selectOption('New group…');
    await page.getByLabel('New group', { exact: true }).fill('auditors');
    expect(await planned()).toMatchObject({ draft: { group: 'auditors' } });
    await group.selectOption('No group');
    expect(await page.getByLabel('New group', { exact: true }).count()).toBe(0);
    expect(await planned()).toMatchObject({ draft: { group: '' } });
  });

  test('says at the field what is wrong with it', async () => {
    const page = await open('people-add-bad');
    expect(await page.getByLabel('User name').getAttribute('aria-invalid')).toBe('true');
    await page.locator('#add-namehint').getByRole('alert').waitFor();
    // Also where the field is one of those that are folded away.
    const folded = await open('people-add-other-partition');
    expect(await folded.getByLabel('Permissions boundary').getAttribute('aria-invalid')).toBe('true');
    await folded.locator('#add-boundaryhint').getByText('That ARN is from another partition').waitFor();
    expect(await folded.getByRole('alert').count()).toBe(1);
    const asked = await open('people-add');
    await next(asked, 'people-add-other-partition');
    await asked.locator('#add-boundary:focus').waitFor();
  });

  test('shows each call, what exists and what undoing takes, and asks for the passphrase twice', async () => {
    const page = await open('people-add-plan');
    expect(await page.locator('tbody tr').allInnerTexts()).toEqual([
      'Create the user kim\tiam:CreateUser\tto do',
      'Create the group developers\tiam:CreateGroup\texists',
      'Add the user to developers\tiam:AddUserToGroup\tto do',
      'Create an access key\tiam:CreateAccessKey\tto do',
      'Write the invite kim.invite\t\tto do',
    ]);
    await page.getByText('To undo it, you need iam:DeleteUser, iam:RemoveUserFromGroup and iam:DeleteAccessKey.').waitFor();
    const add = page.getByRole('button', { name: 'Add person' });
    await add.click();
    await page.getByText('Enter a passphrase.').waitFor();
    await page.getByLabel('Passphrase for the invite').fill('correct horse');
    await page.getByLabel('Repeat passphrase').fill('correct hose');
    await add.click();
    await page.getByText('The passphrases differ.').waitFor();
    expect(await sent(page)).toEqual([]);
    await page.getByLabel('Repeat passphrase').fill('correct horse');
    await page.keyboard.press('Enter');
    const typed = await page.evaluate(() =>
      window.gallery.sent.map(({ payload }) => new TextDecoder().decode((payload as { readonly passphrase: Uint8Array }).passphrase)),
    );
    expect(typed).toEqual(['correct horse']);
    expect(await page.getByLabel('Repeat passphrase').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Change' }).click();
    expect(await page.getByLabel('User name').inputValue()).toBe('kim');
  });

  test('can be stopped while it runs, and continued or undone where it stopped', async () => {
    const page = await open('people-add-running');
    await page.getByRole('button', { name: 'Stop' }).click();
    await next(page, 'people-add-left');
    await page
      .getByRole('alert')
      .getByText(/permission|allow/i)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await next(page, 'people-unfinished');
    await page.getByText('Adding kim isn’t finished: 1 of 5 steps done.').waitFor();
    await page.getByRole('button', { name: 'Show the plan for kim' }).click();
    expect(await sent(page)).toEqual([
      { name: 'stopSheet', payload: null },
      { name: 'undoSheet', payload: null },
      { name: 'closeSheet', payload: null },
      { name: 'openLeft', payload: { id: '7f3c' } },
    ]);
  });

  test('ends with the sign-in page, and where the password is', async () => {
    const page = await open('people-add-done');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('kim is added');
    await page.getByText('Send the invite, and give the passphrase another way.').waitFor();
    await next(page, 'people-add-copied');
    await page.getByText('The one-time password is on the clipboard. Roletap clears it in 20 s.').waitFor();
    await page.keyboard.press('Escape');
    expect((await sent(page)).at(-1)).toEqual({ name: 'closeSheet', payload: null });
  });
});
