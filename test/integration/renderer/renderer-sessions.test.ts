import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';
import type { ScreenName } from '../../support/gallery/snapshots.ts';
import type { SessionScreenName } from '../../support/gallery/snapshots-sessions.ts';

/** What the popover does around sessions, in Debian's Chromium, on a bridge that keeps what is sent. */
const gallery = galleryBrowser();
const open = (screen: ScreenName | SessionScreenName, options: BrowserContextOptions = {}) =>
  gallery.open(screen, { timezoneId: 'UTC', locale: 'en-GB', ...options });
const focusedName = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
const comeToFront = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('focus')));
const selection = (page: Page) => page.evaluate(() => window.getSelection()?.toString());

describe('the window that comes to the front', () => {
  test('has the search focused and what stood there selected', async () => {
    const page = await open('roles');
    expect(await focusedName(page)).toBe('Search or run a command');
    await page.keyboard.type('dev');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await comeToFront(page);
    expect(await focusedName(page)).toBe('Search or run a command');
    expect(await selection(page)).toBe('dev');
    await page.keyboard.type('net');
    expect(await page.locator('[role="search"] input').inputValue()).toBe('net');
  });

  test('keeps the keys of somebody who is busy out of a question that a program asks, until they have come to it', async () => {
    const page = await open('roles');
    await page.keyboard.type('dev');
    await next(page, 'sheet-touch-asked');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([]);
    await page.getByRole('dialog').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Escape');
    expect((await sent(page)).map(({ name }) => name)).toEqual(['cancel']);
  });

  test('gives the field of a password that a program waits for the keyboard once nobody types', async () => {
    const page = await open('roles');
    await page.keyboard.type('dev');
    await next(page, 'sheet-password-asked');
    await page.keyboard.type('-power');
    expect(await page.locator('#password').inputValue()).toBe('');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('password');
  });

  test('leaves the keyboard to an open question, to a menu and to a dialog', async () => {
    const page = await open('sheet-touch-asked');
    await comeToFront(page);
    expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
    await next(page, 'roles-favourites');
    await page.getByRole('button', { name: 'More for data-lake' }).click();
    await comeToFront(page);
    expect(await focusedName(page)).toContain('Copy aws');
    await page.getByRole('menuitem', { name: 'Account name and colour…' }).click();
    await comeToFront(page);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('text');
  });

  test('takes a slash in an empty search as the start of a search, in a begun one as a letter', async () => {
    const page = await open('roles');
    await page.keyboard.press('/');
    await page.keyboard.type('ops/');
    expect(await page.locator('[role="search"] input').inputValue()).toBe('ops/');
  });
});

describe('the rows', () => {
  test('cover no name and no tag with what can be done when they are pointed at', async () => {
    const page = await open('roles-long-names');
    const rows = await page.locator('li:has([data-row])').all();
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      await row.hover();
      const met = await row.evaluate((element) => {
        const name = element.querySelector('b');
        const boxes = [name, ...(name?.parentElement?.querySelectorAll('b ~ *') ?? [])].flatMap((one) => [
          ...(one?.getClientRects() ?? []),
        ]);
        const doers = [...element.querySelectorAll('[aria-haspopup="menu"], [data-row] > span:last-child')].map((one) =>
          one.getBoundingClientRect(),
        );
        return boxes.filter((one) =>
          doers.some((other) => one.left < other.right && other.left < one.right - 1 && one.top < other.bottom && other.top < one.bottom),
        ).length;
      });
      // The text of a row without "Tap in" is its last part, and meets itself.
      const hasGo = (await row.getByText('Tap in').count()) > 0;
      if (hasGo) expect(met).toBe(0);
    }
  });

  test('keep the keyboard at their role when it moves to another group', async () => {
    const page = await open('roles-idle');
    await page.locator('[data-row="dev-power"]').focus();
    await next(page, 'sheet-touch');
    await next(page, 'roles-favourites');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe('dev-power');
  });

  test('have their menus in the tree of who hears the window', async () => {
    const page = await open('roles');
    await page.mouse.move(0, 0);
    await expect.poll(() => page.getByRole('button', { name: /^More for/ }).count()).toBe(await page.locator('[data-row]').count());
  });

  test('that failed can be tried again', async () => {
    const page = await open('roles-failed');
    await page.getByRole('button', { name: 'Try again: dev-power' }).click();
    expect(await sent(page)).toEqual([{ name: 'tap', payload: { role: 'dev-power' } }]);
  });
});

describe('a session that was just ended', () => {
  test('comes back by its button and by Ctrl+Z', async () => {
    const page = await open('roles-ended');
    await page.getByText('staging-admin ended').waitFor();
    await page.getByRole('button', { name: 'Undo: staging-admin ended' }).click();
    await page.keyboard.press('Control+z');
    const undo = { name: 'undoEnd', payload: { ended: 'ended 1' } };
    expect(await sent(page)).toEqual([undo, undo]);
  });
});

describe('a role’s menu', () => {
  test('opens with the arrow to the right and gives the focus back with the arrow to the left', async () => {
    const page = await open('roles-favourites');
    await page.locator('[data-row="dev-power"]').focus();
    await page.keyboard.press('ArrowRight');
    expect(await focusedName(page)).toContain('Tap in');
    await page.keyboard.press('ArrowLeft');
    expect(await focusedName(page)).toBe('More for dev-power');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe('prod-readonly');
  });

  test('opens with the right button of the mouse', async () => {
    const page = await open('roles-favourites');
    await page.locator('[data-row="dev-power"]').click({ button: 'right' });
    await expect.poll(() => page.getByRole('menu', { name: 'More for dev-power' }).isVisible()).toBe(true);
    expect(await sent(page)).toEqual([]);
  });

  test('closes with its own button, with a click outside, and when the list scrolls under it', async () => {
    const page = await open('roles-favourites');
    const opener = page.getByRole('button', { name: 'More for data-lake' });
    const menu = page.getByRole('menu', { name: 'More for data-lake' });
    const scroll = () =>
      page
        .locator('main section')
        .first()
        .evaluate((list) => list.closest('main > div > div')?.scrollBy(0, 40));
    // High, so that the menu has room beside its button; low, so that the list has something to scroll to.
    for (const [height, close] of [
      [900, () => opener.click()],
      [900, () => page.mouse.click(4, 300)],
      [400, scroll],
    ] as const) {
      await page.setViewportSize({ width: 392, height });
      await opener.click();
      expect(await menu.isVisible()).toBe(true);
      await close();
      await expect.poll(() => page.locator('[popover]').count()).toBe(0);
    }
    expect(await sent(page)).toEqual([]);
  });

  test.each([
    ['data-lake', 'Renew', 'renew', { role: 'data-lake' }],
    ['data-lake', 'Open console', 'openConsole', { role: 'data-lake' }],
    ['data-lake', 'Use in tools…', 'openTools', { role: 'data-lake' }],
    ['data-lake', 'End session', 'end', { target: 'data-lake-tap' }],
    ['partner', 'Edit…', 'openAddRole', { role: 'partner', roleArn: '', source: '' }],
  ] as const)('of %s: %s', async (role, item, name, payload) => {
    const page = await open('roles-favourites', { viewport: { width: 392, height: 1200 } });
    await page.locator(`[data-row="${role}"]`).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    expect(await sent(page)).toEqual([{ name, payload }]);
  });

  test.each([
    ['data-lake', 'Keep alive', true, 'setPinned'],
    ['dev-power', 'Favourite', true, 'setFavourite'],
    ['prod-admin', 'Guard', true, 'setGuard'],
    ['dev-power', 'Keep alive', false, 'setPinned'],
  ] as const)('of %s switches %s, which is %s', async (role, item, on, name) => {
    const page = await open('roles-favourites');
    await page.locator(`[data-row="${role}"]`).focus();
    await page.keyboard.press('ArrowRight');
    const choice = page.getByRole('menuitemcheckbox', { name: item });
    expect(await choice.getAttribute('aria-checked')).toBe(String(on));
    await choice.click();
    expect(await sent(page)).toEqual([{ name, payload: { role, on: !on } }]);
  });

  test('of a guarded role does not offer to keep it alive, of a profile not to edit it', async () => {
    const page = await open('roles-favourites');
    await page.getByRole('button', { name: 'More for prod-admin' }).click();
    expect(await page.getByRole('menuitemcheckbox', { name: 'Keep alive' }).count()).toBe(0);
    expect(await page.getByRole('menuitem', { name: 'Edit…' }).count()).toBe(0);
  });
});

describe('small dialogs', () => {
  test('copy the environment for a shell, as keys or as endpoint, by keyboard', async () => {
    const page = await open('roles-favourites');
    await page.getByRole('button', { name: 'More for data-lake' }).click();
    await page.getByRole('menuitem', { name: 'Copy environment…' }).press('Enter');
    await page.getByRole('dialog', { name: 'Copy environment for data-lake' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('button', { name: 'Copy', exact: true }).press('Enter');
    expect(await sent(page)).toEqual([{ name: 'copyEnvironment', payload: { role: 'data-lake', format: 'fish', how: 'endpoint' } }]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focusedName(page)).toBe('More for data-lake');
  });

  test('name an account and give it a colour; only what changed is sent', async () => {
    const page = await open('roles-favourites');
    const begin = async () => {
      await page.getByRole('button', { name: 'More for data-lake' }).click();
      await page.getByRole('menuitem', { name: 'Account name and colour…' }).click();
    };
    await begin();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await sent(page)).toEqual([]);
    await begin();
    await page.getByLabel('Name').fill(' lake ');
    await page.getByRole('radio', { name: 'Blue' }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await sent(page)).toEqual([
      { name: 'setAlias', payload: { accountId: '555566667777', alias: 'lake' } },
      { name: 'setColour', payload: { accountId: '555566667777', colour: 'blue' } },
    ]);
  });
});

describe('a row', () => {
  test('is guarded or not before its first tap, or not tapped at all', async () => {
    const page = await open('guard-offer');
    await page.getByRole('dialog', { name: 'Guard prod-readonly?' }).getByText('needs a fresh touch each time').waitFor();
    await page.getByRole('button', { name: 'Tap in unguarded' }).click();
    await page.getByRole('button', { name: 'Guard and tap in' }).click();
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([
      { name: 'answerGuard', payload: { role: 'prod-readonly', on: false } },
      { name: 'answerGuard', payload: { role: 'prod-readonly', on: true } },
      { name: 'dismissGuard', payload: null },
    ]);
  });

  test('offers a fresh touch where the refusal may be the age of the MFA session, and only there', async () => {
    const page = await open('roles-fresh');
    await page.getByRole('button', { name: 'Try with a fresh touch' }).click();
    expect(await sent(page)).toEqual([{ name: 'tapFresh', payload: { role: 'network-ops' } }]);
    await next(page, 'roles-failed');
    expect(await page.getByRole('button', { name: 'Try with a fresh touch' }).count()).toBe(0);
  });

  test('offers to replace the expired keys of another tool', async () => {
    const page = await open('roles-expired-keys');
    await page.getByRole('button', { name: 'Replace expired keys' }).click();
    expect(await sent(page)).toEqual([{ name: 'tapReplacing', payload: { role: 'network-ops' } }]);
  });

  test('is found by the name of its account', async () => {
    const page = await open('roles-favourites');
    await page.keyboard.type('acme-data');
    expect(await page.locator('[role="option"] b').first().textContent()).toBe('data-lake');
  });
});

describe('the strips', () => {
  test('lead from a device that is gone to the devices', async () => {
    const page = await open('roles-device-gone');
    await page.getByRole('button', { name: 'Your profiles use another MFA device' }).click();
    await page.getByRole('button', { name: 'Update profiles…' }).click();
    expect(await sent(page)).toEqual([{ name: 'openDevices', payload: { source: 'jane' } }]);
  });

  test('lead from an old access key to the page that rotates it', async () => {
    const page = await open('roles-old-key');
    await page.getByRole('button', { name: '“jane” has an old access key' }).click();
    await page.getByRole('button', { name: 'Rotate…' }).click();
    expect(await sent(page)).toEqual([
      { name: 'openDevices', payload: { source: 'jane' } },
      { name: 'lookAccessKeys', payload: { source: 'jane' } },
    ]);
  });

  test('say how things are when a removal stopped halfway, with both ways on', async () => {
    const page = await open('roles-removal-unfinished');
    const strip = page.getByRole('region', { name: 'Unfinished' });
    expect(await strip.textContent()).toContain('MFA is now off for jane.');
    await strip.getByRole('button', { name: /Continue/ }).click();
    await strip.getByRole('button', { name: /Undo/ }).click();
    expect(await sent(page)).toEqual([
      { name: 'resumeRemoval', payload: { removal: 'removal 1' } },
      { name: 'undoRemoval', payload: { removal: 'removal 1' } },
    ]);
  });
});

describe('the header', () => {
  test('opens the day and the settings, and adds roles', async () => {
    const page = await open('roles');
    await page.getByRole('button', { name: 'Activity' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    for (const item of ['Add a role by hand…', 'Find roles in IAM', 'Set up a YubiKey…']) {
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('menuitem', { name: item }).click();
    }
    expect(await sent(page)).toEqual([
      { name: 'openActivity', payload: null },
      { name: 'openSettings', payload: null },
      { name: 'openAddRole', payload: { role: '', roleArn: '', source: '' } },
      { name: 'findRoles', payload: { source: 'jane' } },
      { name: 'openEnroll', payload: { source: '', path: 'iam' } },
    ]);
  });
});

describe('alerts', () => {
  test('are answered and put away, and the third waits behind a button', async () => {
    const page = await open('alerts');
    await page.getByRole('button', { name: 'Tap in: terraform asks for staging-admin' }).click();
    await page.getByRole('button', { name: 'Renew: jane’s MFA session ends soon' }).click();
    expect(await page.getByText('Couldn’t renew data-lake').count()).toBe(0);
    await page.getByRole('button', { name: '1 more' }).click();
    await page.getByRole('button', { name: 'Dismiss: Couldn’t renew data-lake' }).click();
    expect(await sent(page)).toEqual([
      { name: 'answerAlert', payload: { alert: 'alert 2' } },
      { name: 'answerAlert', payload: { alert: 'alert 1' } },
      { name: 'dismissAlert', payload: { alert: 'alert 3' } },
    ]);
  });

  test('are announced when they come', async () => {
    const page = await open('roles-favourites');
    await next(page, 'alert-touch-wanted');
    await expect
      .poll(() => page.locator('[data-window="popover"] > [role="status"]').textContent())
      .toBe('terraform (pid 4121) asks for staging-admin.');
  });
});

describe('the question of a program', () => {
  test('says who asks, where, and for what', async () => {
    const page = await open('sheet-touch-asked');
    const dialog = page.getByRole('dialog', { name: 'Touch your YubiKey' });
    expect(await dialog.locator('#sheet-text').textContent()).toBe(
      'terraform (pid 4121) in ~/infra/network asks for staging-admin in acme-staging',
    );
    expect(await dialog.getByText('YubiKey 5C NFC 12345678').isVisible()).toBe(true);
  });

  test('lists the others on request, and says when a name is not sure', async () => {
    const page = await open('sheet-touch-asked-many');
    expect(await page.getByText('python3').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'and 3 more' }).click();
    expect(await page.locator('dialog li').allTextContents()).toEqual([
      'aws (pid 4188) in ~',
      'python3 (pid 4190, unverified) in /srv/jobs/nightly-reports-of-the-platform-team',
      'node (pid 4201)',
    ]);
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([{ name: 'cancel', payload: { waiting: 'question 1' } }]);
  });

  test('can be said no to for the day, where a program asks', async () => {
    const page = await open('sheet-touch-asked');
    await page.getByRole('button', { name: 'Not today' }).click();
    expect(await sent(page)).toEqual([{ name: 'silenceAskers', payload: { waiting: 'question 1' } }]);
    const own = await open('sheet-touch');
    expect(await own.getByRole('button', { name: 'Not today' }).count()).toBe(0);
  });

  test('for a guarded role says so in a word', async () => {
    const page = await open('sheet-touch-guarded');
    expect(await page.getByRole('dialog').getByText('guarded').isVisible()).toBe(true);
  });

  test('for a guarded role asks for how long a program may have it, and not where a person taps', async () => {
    const page = await open('sheet-touch-guarded');
    const choice = page.getByRole('combobox', { name: 'Allow it' });
    expect(await choice.locator('option').allTextContents()).toEqual(['until this session ends', 'for 1 hour', 'for today']);
    await choice.selectOption('for 1 hour');
    expect(await sent(page)).toEqual([{ name: 'allowAskers', payload: { waiting: 'question 1', span: 'hour' } }]);
    const day = await open('sheet-touch-guarded-day');
    expect(await day.getByRole('dialog').getByRole('combobox').inputValue()).toBe('day');
    expect(await day.getByText('Each new session still needs a touch.').isVisible()).toBe(true);
    const own = await open('sheet-touch');
    expect(await own.getByRole('dialog').getByRole('combobox').count()).toBe(0);
  });

  test('of a renewal says what one touch does', async () => {
    const page = await open('sheet-renewal');
    expect(await page.locator('#sheet-text').textContent()).toBe('to renew all of jane’s sessions');
  });
});

describe('what IAM told', () => {
  test('shows what could not be read and makes a role of a pattern', async () => {
    const page = await open('discovery-unread');
    await page.getByRole('button', { name: 'Show' }).click();
    expect(await page.getByText(/^a group’s policies \(platform\)/).isVisible()).toBe(true);
    expect(await page.getByText(/^Tap in to any role that uses jane, then search again/).isVisible()).toBe(true);
    const pattern = 'arn:aws:iam::666677778888:role/team-*';
    await page.getByRole('button', { name: `Enter name… (${pattern})` }).click();
    expect(await sent(page)).toEqual([{ name: 'openAddRole', payload: { role: '', roleArn: pattern, source: 'jane' } }]);
  });

  test('is looked for where there is no role yet', async () => {
    const page = await open('popover-setup');
    await page.getByRole('button', { name: 'Find roles' }).click();
    await page.getByRole('button', { name: 'Add by hand…' }).click();
    expect(await sent(page)).toEqual([
      { name: 'findRoles', payload: { source: 'jane' } },
      { name: 'openAddRole', payload: { role: '', roleArn: '', source: 'jane' } },
    ]);
  });

  test('can be put away', async () => {
    const page = await open('discovery-done');
    await page.getByRole('button', { name: /^Dismiss/ }).click();
    expect(await page.getByText('12 roles found for jane').count()).toBe(0);
  });
});

describe('forced colours', () => {
  test.each(['roles-guarded', 'alerts'] as const)('keep the words and marks of %s', async (screen) => {
    const page = await open(screen, { forcedColors: 'active' });
    expect(await page.locator('[data-tag="guarded"]').first().isVisible()).toBe(true);
    const invisible = await page
      .locator('svg[data-colour] rect')
      .evaluateAll(
        (shapes) => shapes.filter((shape) => getComputedStyle(shape).fill === getComputedStyle(document.body).backgroundColor).length,
      );
    expect(invisible).toBe(0);
  });
});

describe('sources of other kinds', () => {
  test('a sign-in that has ended is begun anew in its row', async () => {
    const page = await open('roles-sources');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    expect(await sent(page)).toEqual([{ name: 'tapSigningIn', payload: { role: 'viewer' } }]);
    expect(await page.getByText('Waiting for your keyring, program or sign-in').count()).toBe(1);
  });

  test('a user with MFA renews by a touch of its own, and is offered no console', async () => {
    const page = await open('roles-sources');
    await page.getByRole('button', { name: 'Renew jane' }).click();
    expect(await sent(page)).toEqual([{ name: 'tapFresh', payload: { role: 'jane' } }]);
    await page.getByRole('button', { name: 'More for jane' }).click();
    expect(await page.getByRole('menuitem', { name: 'Use in tools…' }).count()).toBe(1);
    expect(await page.getByRole('menuitem', { name: 'Open console' }).count()).toBe(0);
  });
});
