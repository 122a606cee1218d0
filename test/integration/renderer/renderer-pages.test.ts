import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';

/** Settings, a role's tools and the form for a role in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();
const focusText = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
const spoken = (page: Page) => page.locator('[data-window="wide"] > [role="status"]');
const set = (name: string, value: unknown) => ({ name: 'setPreference', payload: { name, value } });

describe('the settings', () => {
  test('change at once, each by its label', async () => {
    const page = await open('settings');
    await page.getByLabel('One touch lasts').selectOption('8 h');
    await page.getByLabel('Renew automatically').selectOption('Roles kept alive');
    await page.getByLabel('Count a role as in use for').selectOption('4 h');
    await page.getByRole('switch', { name: 'When the screen locks' }).click();
    await page.getByLabel('A guarded session lasts').selectOption('30 min');
    await page.getByRole('switch', { name: 'No credentials in files' }).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('Appearance').selectOption('Dark');
    await page.getByRole('switch', { name: 'Notifications' }).click();
    await page.getByRole('switch', { name: 'Start at login' }).click();
    await page.getByLabel('Clear the clipboard after').selectOption('60 seconds');
    expect(await sent(page)).toEqual([
      set('mfaSessionSeconds', 28_800),
      set('renewal', 'pinned'),
      set('inUseMinutes', 240),
      set('endOnLock', true),
      set('guardSeconds', 1800),
      set('noFiles', true),
      set('theme', 'dark'),
      set('notifications', false),
      set('startAtLogin', true),
      set('clipboardSeconds', 60),
    ]);
  });

  test('take a word on Enter or when its field is left, and say what does not fit instead of sending it', async () => {
    const page = await open('settings');
    const suffix = page.getByLabel('Profile suffix');
    await suffix.fill('.mfa');
    await page.keyboard.press('Enter');
    const region = page.getByLabel('Region');
    await region.fill('frankfurt');
    await page.keyboard.press('Tab');
    expect(await region.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByText('Write it the way AWS does').isVisible()).toBe(true);
    await region.fill(' eu-north-1 ');
    await page.keyboard.press('Tab');
    expect(await region.getAttribute('aria-invalid')).toBe('false');
    expect(await sent(page)).toEqual([set('targetSuffix', '.mfa'), set('region', 'eu-north-1')]);
  });

  test('take back a word on Escape, and close on the next', async () => {
    const page = await open('settings');
    await page.getByLabel('Region').fill('frank');
    await page.keyboard.press('Escape');
    expect(await page.getByLabel('Region').inputValue()).toBe('');
    expect(await sent(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([{ name: 'closePage', payload: null }]);
  });

  test('record a shortcut that is pressed; Escape leaves it, a key alone is refused', async () => {
    const page = await open('settings');
    const recorder = page.getByRole('button', { name: 'Shortcut: Ctrl Alt Y. Change' });
    await recorder.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    expect(await recorder.isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('k');
    expect(await page.getByText('Otherwise that key stops working in every other program').isVisible()).toBe(true);
    await page.keyboard.press('Control+Shift+K');
    expect(await recorder.isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Clear the shortcut' }).click();
    expect(await sent(page)).toEqual([set('shortcut', 'Control+Shift+K'), set('shortcut', '')]);
  });

  test('show what the system said: a shortcut that is taken, no start at login, a socket that is not open', async () => {
    const page = await open('settings-changed');
    expect(await page.getByText('Ctrl Alt Y is already in use').isVisible()).toBe(true);
    expect(await page.getByRole('switch', { name: 'Start at login' }).isDisabled()).toBe(true);
    expect(await page.getByText('Roletap’s socket can’t be used').isVisible()).toBe(true);
    expect(await page.getByText('In memory until you quit').isVisible()).toBe(true);
    expect(await page.getByRole('alert').textContent()).toContain('The disk is full');
    // Only roles in use are counted by minutes.
    expect(await page.getByLabel('Count a role as in use for').count()).toBe(0);
  });

  test('lead to a section by its name, and say at the side which one is read', async () => {
    const page = await open('settings');
    expect(await focusText(page)).toBe('Settings');
    await page.getByRole('button', { name: 'Data' }).click();
    expect(await focusText(page)).toBe('Data');
    expect(await page.getByRole('button', { name: 'Export… the settings' }).isVisible()).toBe(true);
    await page.getByRole('main').evaluate((body) => body.scrollTo(0, 0));
    await expect.poll(() => page.locator('nav [aria-current]').textContent()).toBe('Sessions');
  });

  test.each([
    [720, 500],
    [400, 500],
    [360, 250],
  ])('lead to the last section without moving the window around them, %i by %i', async (width, height) => {
    const page = await open('settings');
    await page.setViewportSize({ width, height });
    await page.getByRole('button', { name: 'About', exact: true }).click();
    expect(await focusText(page)).toBe('About');
    // Only one thing scrolls: the settings, or their pane.
    const moved = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((one) => (one.scrollTop > 0 ? `${one.tagName}.${one.className} ${one.scrollTop}` : [])),
    );
    expect(moved).toHaveLength(1);
    const top = await page.getByRole('heading', { name: 'About', exact: true }).evaluate((heading) => heading.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(height);
  });

  test('take the guard from a role, also from one that no list has', async () => {
    const page = await open('settings');
    await page.getByRole('button', { name: 'Remove the guard from prod-admin' }).click();
    await page.getByRole('button', { name: /^Remove the guard from arn:/ }).click();
    expect(await sent(page)).toEqual([
      { name: 'setGuard', payload: { role: 'prod-admin', on: false } },
      {
        name: 'setGuard',
        payload: { role: 'arn:aws:iam::777788889999:role/platform/break-glass/AccountOwnerWithoutBoundary', on: false },
      },
    ]);
  });

  test('take back what was said to a program', async () => {
    const page = await open('settings');
    await page.getByRole('button', { name: 'Forget your decision about terraform for prod-admin' }).click();
    await page.getByRole('button', { name: 'Forget your decision about nightly.py for dev-power' }).click();
    expect(await sent(page)).toEqual([
      { name: 'forgetProgram', payload: { id: 'yes' } },
      { name: 'forgetProgram', payload: { id: 'no' } },
    ]);
  });

  test('say what is new in a version that is ready, and install it on a click', async () => {
    const page = await open('settings-update');
    await page.getByText('Roletap 1.3.0 is ready and will be installed when you quit.').waitFor();
    const more = page.getByRole('button', { name: 'What’s new in Roletap 1.3.0' });
    expect(await page.getByText('Consoles side by side').isVisible()).toBe(false);
    await more.press('Enter');
    expect(await page.getByText('Consoles side by side').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Restart to update' }).click();
    await page.getByRole('switch', { name: /^Check for updates automatically/ }).click();
    expect(await sent(page)).toEqual([
      { name: 'installUpdate', payload: null },
      { name: 'setPreference', payload: { name: 'updates', value: false } },
    ]);
  });

  test('are not needed for a version that is ready: the list tells it once, with what is new', async () => {
    const page = await open('roles-new-version');
    const notice = page.getByRole('region', { name: 'Roletap 1.3.0 is ready' });
    expect(await page.getByText('Consoles side by side').isVisible()).toBe(false);
    await notice.getByRole('button', { name: 'What’s new' }).press('Enter');
    expect(await page.getByText('Consoles side by side').isVisible()).toBe(true);
    await notice.getByRole('button', { name: 'Restart' }).click();
    await notice.getByRole('button', { name: /^Dismiss/ }).click();
    expect(await sent(page)).toEqual([
      { name: 'installUpdate', payload: null },
      { name: 'dismissUpdate', payload: null },
    ]);
    await next(page, 'roles-new-version-package');
    await notice.getByText('Install it in a terminal').waitFor();
    expect(await notice.getByRole('button', { name: 'Restart' }).count()).toBe(0);
  });

  test('have every language by its own name; a change offers to restart', async () => {
    const page = await open('settings');
    const choice = page.getByLabel('Language');
    expect(await choice.locator('option').allTextContents()).toEqual(['Match system', 'English', 'Deutsch', '日本語']);
    expect(await page.getByRole('button', { name: 'Restart Roletap' }).count()).toBe(0);
    await choice.selectOption('Deutsch');
    await next(page, 'settings-changed');
    await page.getByRole('button', { name: 'Restart Roletap' }).click();
    expect(await sent(page)).toEqual([
      { name: 'setPreference', payload: { name: 'language', value: 'de' } },
      { name: 'restart', payload: null },
    ]);
  });

  test('are exported, shown in their folder, and reset after a question that Escape answers with no', async () => {
    const page = await open('settings');
    await page.getByRole('button', { name: 'Export… the settings' }).click();
    await page.getByRole('button', { name: 'Open the folder' }).click();
    await page.getByRole('button', { name: 'Open log' }).click();
    await page.getByRole('button', { name: 'Install the roletap command' }).click();
    await page.getByRole('button', { name: 'Show licences' }).click();
    await page.getByRole('button', { name: 'Copy diagnostics' }).click();
    await page.getByRole('checkbox', { name: 'With account IDs' }).check();
    await page.getByRole('button', { name: 'Copy diagnostics' }).click();
    await page.getByText('Electron 45.5.0').waitFor();
    const reset = page.getByRole('button', { name: 'Reset… the settings' });
    await reset.click();
    const question = page.getByRole('dialog', { name: 'Reset settings?' });
    expect(await question.textContent()).toContain('guarded roles, roles you added');
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await reset.click();
    await question.getByRole('button', { name: 'Restore defaults' }).click();
    expect(await sent(page)).toEqual([
      { name: 'exportSettings', payload: null },
      { name: 'openFolder', payload: null },
      { name: 'openLog', payload: null },
      { name: 'setCommand', payload: { wanted: true } },
      { name: 'openLicences', payload: null },
      { name: 'copyDiagnostics', payload: { accounts: false } },
      { name: 'copyDiagnostics', payload: { accounts: true } },
      { name: 'resetPreferences', payload: null },
    ]);
  });
});

describe('a role’s tools', () => {
  const role = 'prod-admin';

  test('are copied and checked, each with its own button', async () => {
    const page = await open('tools');
    await page.getByRole('button', { name: 'Copy the line for “One command”' }).click();
    await page.getByRole('button', { name: 'Check that “By name” works' }).click();
    await page.getByRole('combobox', { name: 'Shell' }).selectOption('fish');
    await page.getByRole('button', { name: 'Copy endpoint' }).click();
    await page.getByRole('button', { name: 'Copy keys' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await sent(page)).toEqual([
      { name: 'copyTool', payload: { role, tool: 'exec' } },
      { name: 'checkTool', payload: { role, tool: 'profile' } },
      { name: 'copyEnvironment', payload: { role, format: 'fish', how: 'endpoint' } },
      { name: 'copyEnvironment', payload: { role, format: 'fish', how: 'keys' } },
      { name: 'closePage', payload: null },
    ]);
  });

  test('say for a moment that something was copied, and nothing where the keys take a tap first', async () => {
    const page = await open('tools');
    const status = page.getByRole('status').filter({ hasText: 'Copied' });
    await page.getByRole('button', { name: 'Copy endpoint' }).click();
    await expect.poll(() => status.count()).toBe(1);
    await expect.poll(() => status.count()).toBe(0);
    await page.getByRole('button', { name: 'Copy the line for “A shell”' }).click();
    await expect.poll(() => status.count()).toBe(1);
    await next(page, 'tools-clash');
    await expect.poll(() => status.count()).toBe(0);
    await page.getByRole('button', { name: 'Copy keys' }).click();
    await expect.poll(async () => (await sent(page)).at(-1)).toMatchObject({ payload: { how: 'keys' } });
    expect(await status.count()).toBe(0);
  });

  test('show what came of a check at the tool, and what to do', async () => {
    const page = await open('tools-checked');
    const card = (title: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
    expect(await card('By name').textContent()).toContain('Works: the profile has credentials.');
    expect(
      await card('credential_process')
        .getByRole('button', { name: /^Check/ })
        .isDisabled(),
    ).toBe(true);
    await card('One command').getByText('Roletap isn’t running').click();
    expect(await card('One command').getByText('Start Roletap and try again.').isVisible()).toBe(true);
    expect(await card('A shell').locator('[data-check]').count()).toBe(0);
  });

  test('turn to credential_process by a change that is shown first, with what else goes, and heard', async () => {
    const page = await open('tools');
    const onDisk = page.getByRole('switch', { name: /^No credentials in files/ });
    await onDisk.focus();
    await page.keyboard.press('Space');
    expect(await onDisk.isChecked()).toBe(false);
    await next(page, 'tools-plan');
    await expect.poll(() => spoken(page).textContent()).toBe('This will be written.');
    expect(await page.locator('figure [data-kind="add"] code').allTextContents()).toContain('[profile prod-admin-tap]');
    expect(await page.getByRole('region', { name: 'No credentials in files' }).locator('div[data-tone]').textContent()).toContain(
      'is removed from /home/jane/.aws/credentials',
    );
    await page.getByRole('button', { name: 'Leave unchanged' }).click();
    await page.getByRole('button', { name: 'Write to file' }).click();
    await next(page, 'tools-process');
    expect(await onDisk.isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Remove line' }).click();
    const answer = (yes: boolean) => ({ name: 'confirmProcess', payload: { role, yes } });
    expect(await sent(page)).toEqual([
      { name: 'planProcess', payload: { role, what: 'write' } },
      answer(false),
      answer(true),
      answer(true),
    ]);
  });
});

describe('a profile of AWS’s helper', () => {
  const role = 'prod-admin';

  test('shows what letting it ask Roletap changes, and gives its line back', async () => {
    const page = await open('tools-helper');
    const helper = page.getByRole('switch', { name: 'Ask Roletap instead of aws_signing_helper' });
    expect(await helper.isChecked()).toBe(false);
    const shown = page.getByRole('region', { name: 'No credentials in files' });
    expect(await shown.locator('div[data-tone]').textContent()).toContain('Copies of the file still have it');
    await page.getByRole('button', { name: 'Change profile' }).click();
    await next(page, 'tools-took-over');
    expect(await helper.isChecked()).toBe(true);
    // One switch: they come to the same.
    expect(await page.getByRole('switch').count()).toBe(1);
    await helper.focus();
    await page.keyboard.press('Space');
    expect(await sent(page)).toEqual([
      { name: 'confirmProcess', payload: { role, yes: true } },
      { name: 'planProcess', payload: { role, what: 'remove' } },
    ]);
  });
});

test('the tools of a role that a certificate opens have no switch that would take the role away unnamed', async () => {
  const page = await open('tools-certificate');
  expect(await page.getByRole('switch').count()).toBe(0);
  await page.getByRole('button', { name: 'Remove role…' }).click();
  await next(page, 'tools-certificate-remove');
  await page.getByRole('heading', { name: 'This role will be removed' }).waitFor();
  await page.getByText('The key and its certificate stay on the YubiKey').waitFor();
  await page.getByRole('button', { name: 'Remove role', exact: true }).click();
  expect(await sent(page)).toEqual([
    { name: 'planProcess', payload: { role: 'prod-admin', what: 'remove' } },
    { name: 'confirmProcess', payload: { role: 'prod-admin', yes: true } },
  ]);
});

describe('the form for a role by hand', () => {
  const arn = 'arn:aws:iam::777788889999:role/teams/Ops';
  const empty = { name: '', roleArn: '', source: 'jane', externalId: '', region: '', durationSeconds: 0 };

  test('takes the ARN apart as it is typed, and takes the name from it until a person gives one', async () => {
    const page = await open('role-new');
    const field = page.getByLabel('Role ARN');
    const said = page.locator('form [role="status"]');
    await field.fill('arn:aws:iam::7777');
    expect(await said.getAttribute('data-tone')).toBe('off');
    await field.fill('arn:aws:iam::777788889999:user/ops');
    expect(await said.textContent()).toBe('This isn’t a role ARN.');
    await field.fill(arn);
    expect(await said.textContent()).toBe('Role Ops in account 777788889999');
    const name = page.getByLabel('Name', { exact: true });
    expect(await name.inputValue()).toBe('Ops');
    await name.fill('operations');
    await field.fill(`${arn}2`);
    expect(await name.inputValue()).toBe('operations');
    await page.getByLabel('Source').selectOption('acme-staging');
    await page.getByLabel('Session duration').selectOption('2 h');
    await page.getByLabel('External ID').fill('acme/7');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([
      {
        name: 'saveRole',
        payload: {
          role: '',
          draft: { ...empty, roleArn: `${arn}2`, name: 'operations', source: 'acme-staging', durationSeconds: 7200, externalId: 'acme/7' },
        },
      },
    ]);
  });

  test('shows a problem at its field, which takes the focus and keeps what was typed', async () => {
    const page = await open('role-new');
    await page.getByLabel('Role ARN').fill(arn);
    await page.getByLabel('Name', { exact: true }).fill('ops');
    await page.getByLabel('External ID').fill('x');
    await page.getByRole('button', { name: 'Add role' }).click();
    await next(page, 'role-problem');
    const field = page.getByLabel('External ID');
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.inputValue()).toBe('x');
    expect(await page.getByRole('alert').textContent()).toContain('That isn’t an external ID');
    expect(await page.getByLabel('Role ARN').inputValue()).toBe(arn);
  });

  test('begins with a pattern, and says that it is one', async () => {
    const page = await open('role-pattern');
    expect(await page.getByLabel('Role ARN').inputValue()).toBe('arn:aws:iam::777788889999:role/Deploy-*');
    expect(await page.locator('form [role="status"]').textContent()).toBe('This is a wildcard: replace * with the role’s name.');
  });

  test('keeps what is typed while other snapshots come', async () => {
    const page = await open('role-new');
    await page.getByLabel('Region').fill('eu-west-1');
    await next(page, 'role-new');
    expect(await page.getByLabel('Region').inputValue()).toBe('eu-west-1');
  });

  test('removes a role after a question that says what stays', async () => {
    const page = await open('role-change');
    expect(await focusText(page)).toBe('Edit prod-admin');
    await page.getByRole('button', { name: 'Remove…' }).click();
    const question = page.getByRole('dialog', { name: 'Remove prod-admin?' });
    expect(await question.textContent()).toContain('Its session stays open until it ends');
    await question.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Remove…' }).click();
    await question.getByRole('button', { name: 'Remove role' }).click();
    expect(await sent(page)).toEqual([{ name: 'removeRole', payload: { role: 'prod-admin' } }]);
  });

  test('closes on Cancel and on Escape', async () => {
    const page = await open('role-new');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.keyboard.press('Escape');
    const close = { name: 'closePage', payload: null };
    expect(await sent(page)).toEqual([close, close]);
  });
});

test('what is on or off is told without colours, too', async () => {
  const page = await open('settings-changed', { forcedColors: 'active' });
  const thumb = (name: string) =>
    page.getByRole('switch', { name }).evaluate((element) => {
      const { backgroundColor, borderTopWidth } = getComputedStyle(element, '::before');
      return { backgroundColor, borderTopWidth, track: getComputedStyle(element).backgroundColor };
    });
  const [on, off] = [await thumb('When the screen locks'), await thumb('When Roletap quits')];
  expect(on.track).not.toBe(off.track);
  expect(on.backgroundColor).not.toBe(on.track);
  expect(off.backgroundColor).not.toBe(off.track);
});
