import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type AnyScreenName, galleryBrowser, next, sent, wideSize } from '../../support/gallery/browser.ts';
import { extra } from '../../support/gallery/poses.mjs';
import { type ScreenName, screenNames } from '../../support/gallery/snapshots.ts';
import { type SessionScreenName, sessionScreenNames } from '../../support/gallery/snapshots-sessions.ts';
import { wideScreenNames } from '../../support/gallery/snapshots-wide.ts';

/** Every screen, and the popover by mouse and keyboard. */
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const gallery = galleryBrowser();
const { show } = gallery;
const complaints: string[] = [];

const newPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
  complaints.length = 0;
  const page = await gallery.newPage(options);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return page;
};
const popoverScreenNames = [...screenNames, ...sessionScreenNames];
const open = async (screen: ScreenName | SessionScreenName): Promise<Page> => {
  const page = await newPage();
  await show(page, screen);
  return page;
};
/** Shows one screen after the other; the first of a window loads it, the others come as its next snapshots. */
const eachScreen = async (page: Page, names: readonly AnyScreenName[], visit: (screen: AnyScreenName) => Promise<void>) => {
  for (const [index, screen] of names.entries()) {
    const wide = screen === wideScreenNames[0];
    if (wide && index > 0) await page.setViewportSize(wideSize);
    if (wide || index === 0) await show(page, screen);
    else await next(page, screen);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await visit(screen);
  }
};
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-row') ?? document.activeElement?.tagName);

/** What is opened or filled in on the people's pages before their pictures are taken. */
const peoplePoses = Object.entries(extra).filter(([name]) => name.startsWith('people-'));

/** What of the page that matters is cut off. */
const cutOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const narrow = [...document.querySelectorAll<HTMLElement>('[data-matters]')].filter((element) => {
      const box = element.getBoundingClientRect();
      return (
        (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) || box.left < -1 || box.right > window.innerWidth + 1
      );
    });
    const wide = document.documentElement.scrollWidth > window.innerWidth ? ['the page scrolls sideways'] : [];
    return [...narrow.map((element) => element.textContent ?? ''), ...wide].map((text) => `cut: ${text}`);
  });

describe('every screen', () => {
  test.each([
    // Targets of 24 px are a rule of WCAG 2.2 that axe looks at only when told.
    ['light', { rules: { 'target-size': { enabled: true } } }],
    // What else axe looks at is the same in both.
    ['dark', { runOnly: ['color-contrast'] }],
  ] as const)(
    'has nothing for axe to find, no complaint of the browser, and nothing that matters cut off, in %s',
    async (colorScheme, rules) => {
      // axe adds its script past the policy; the policy's own complaints are collected first.
      const page = await newPage({ colorScheme });
      const found: string[] = [];
      const axe = await readFile(axePath, 'utf8');
      const visit = async (screen: string) => {
        found.push(...(await page.evaluate(() => window.gallery.violations.splice(0))).map((violation) => `${screen}: ${violation}`));
        found.push(...[...complaints.splice(0), ...(await cutOf(page))].map((complaint) => `${screen}: ${complaint}`));
        if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
        const result = await page.evaluate(async (options) => {
          const { axe: checker } = window as unknown as {
            axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
          };
          const { violations } = await checker.run({ ...options, resultTypes: ['violations'] });
          window.gallery.violations.length = 0;
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
        }, rules);
        found.push(...result.map((violation) => `${screen}: ${violation}`));
        complaints.length = 0;
      };
      await eachScreen(page, [...popoverScreenNames, ...wideScreenNames], visit);
      for (const [name, { screen, size = wideSize, pose }] of peoplePoses) {
        await page.setViewportSize(size);
        await show(page, screen);
        await pose?.(page);
        await visit(name);
      }
      expect(found).toEqual([]);
    },
  );

  test.each([
    ['popover', { width: 196, height: 300 }, popoverScreenNames],
    ['wide window', { width: 360, height: 250 }, wideScreenNames],
  ] as const)('of the %s cuts nothing that matters off, at twice the size', async (_, viewport, names) => {
    const page = await newPage({ viewport });
    const cut: string[] = [];
    await eachScreen(page, names, async (screen) => {
      cut.push(...(await cutOf(page)).map((text) => `${screen}: ${text}`));
    });
    for (const [name, { screen, pose }] of names === wideScreenNames ? peoplePoses : []) {
      await show(page, screen);
      await pose?.(page);
      cut.push(...(await cutOf(page)).map((text) => `${name}: ${text}`));
    }
    expect(cut).toEqual([]);
  });

  test.each([
    ['people-5000', 'tbody tr'],
    ['activity-5000', 'main li'],
  ] as const)('of the wide window keeps few lines of %s in the document at twice the size, and reaches the last', async (screen, line) => {
    const page = await newPage({ viewport: { width: 360, height: 250 } });
    await show(page, screen);
    const lines = page.locator(line);
    await lines.first().waitFor();
    expect(await lines.count()).toBeLessThan(40);
    const scrollers = page.locator('[data-scrolls]');
    await scrollers.last().evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
    await page.locator(`${line}[data-index="4999"]`).waitFor();
    expect(await lines.count()).toBeLessThan(40);
  });
});

describe('motion', () => {
  test.each([
    ['reduce', false],
    ['no-preference', true],
  ] as const)('with the preference "%s" something moves: %s', async (reducedMotion, moves) => {
    const page = await newPage({ reducedMotion });
    for (const screen of ['sheet-touch', 'roles-asking-aws', 'code-touch'] as const) {
      await show(page, screen);
      expect(await page.evaluate(() => document.getAnimations().length > 0), screen).toBe(moves);
    }
  });
});

describe('the policy', () => {
  test('is in force: a script or style put into the page does nothing', async () => {
    const page = await open('roles');
    const caught = await page.evaluate(async () => {
      const style = document.createElement('style');
      style.textContent = 'body { display: none }';
      document.head.append(style);
      let refused = '';
      try {
        document.body.innerHTML = '<b>in</b>';
      } catch (error) {
        refused = error instanceof Error ? error.name : 'something';
      }
      await new Promise((resolve) => setTimeout(resolve));
      return { refused, display: getComputedStyle(document.body).display, violations: window.gallery.violations.length };
    });
    expect(caught).toEqual({ refused: 'TypeError', display: 'block', violations: 2 });
  });
});

describe('the keyboard', () => {
  test('searches with /, walks with arrows and taps in with Enter', async () => {
    const page = await open('roles');
    await page.keyboard.press('/');
    expect(await focused(page)).toBe('INPUT');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('data-lake');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([{ name: 'tap', payload: { role: 'staging-admin' } }]);
  });

  test('Enter in the search taps in to the best match', async () => {
    const page = await open('roles');
    await page.keyboard.press('/');
    await page.keyboard.type('network');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([{ name: 'tap', payload: { role: 'network-ops' } }]);
  });

  test('Escape clears the search first and hides the window then', async () => {
    const page = await open('roles');
    await page.keyboard.press('/');
    await page.keyboard.type('dev');
    await page.keyboard.press('Escape');
    expect(await page.locator('[role="search"] input').inputValue()).toBe('');
    expect(await sent(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([{ name: 'hideWindow', payload: null }]);
  });

  test('Ctrl+R renews and Delete ends the session of the row; Enter copies how to use it', async () => {
    const page = await open('roles');
    await page.locator('[data-row="prod-admin"]').focus();
    await page.keyboard.press('Control+r');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([
      { name: 'renew', payload: { role: 'prod-admin' } },
      { name: 'end', payload: { target: 'prod-admin-tap' } },
      { name: 'copyProfile', payload: { target: 'prod-admin-tap' } },
    ]);
  });

  test('a menu opens with its first item, goes round with arrows, and gives the focus back', async () => {
    const page = await open('roles');
    await page.getByRole('button', { name: 'More for prod-admin' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Copy');
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('End session');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('More for prod-admin');
    await expect.poll(() => page.locator('[popover]').count()).toBe(0);
    expect(await sent(page)).toEqual([]);
  });
});

describe('a question', () => {
  test('tells a screen reader how long it stays at 30 and 10 seconds, and does not count them', async () => {
    const page = await newPage();
    await page.clock.install();
    await show(page, 'sheet-insert');
    const told = page.locator('dialog [role="status"]');
    const seconds = async () => Number.parseInt(await page.locator('dialog [aria-hidden="true"]', { hasText: / s$/ }).innerText(), 10);
    const heard: (string | null)[] = [];
    while ((await seconds()) > 5) {
      const text = await told.textContent();
      if (text !== heard.at(-1)) heard.push(text);
      await page.clock.runFor(1000);
    }
    expect(heard).toEqual(['', '30 seconds left', '10 seconds left']);
  });

  test('takes the focus, keeps it, and gives it back to the role', async () => {
    const page = await open('roles');
    await page.locator('[data-row="dev-power"]').focus();
    await page.evaluate(() => window.gallery.show('sheet-touch'));
    await page.getByRole('dialog', { name: 'Touch your YubiKey' }).waitFor();
    for (let press = 0; press < 6; press++) {
      expect(
        await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null),
      ).toBe(true);
      await page.keyboard.press('Tab');
    }
    // The role is active now: its row stands in another group.
    await page.evaluate(() => {
      window.gallery.show('roles');
    });
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('dev-power');
  });

  test('is cancelled by Escape and stays until main says that it is over', async () => {
    const page = await open('sheet-touch');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([
      { name: 'cancel', payload: { waiting: 'question 1' } },
      { name: 'cancel', payload: { waiting: 'question 1' } },
    ]);
    expect(await page.locator('dialog[open]').count()).toBe(1);
  });

  test('is not answered by the Enter that is still held down', async () => {
    const page = await open('sheet-pick');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([]);
    await page.getByRole('button', { name: 'AWS:jane-backup' }).click();
    expect(await sent(page)).toEqual([{ name: 'answerPick', payload: { waiting: 'question 1', choice: 'b' } }]);
  });

  test('offers to enter a code in place of the YubiKey', async () => {
    const page = await open('sheet-insert');
    await page.getByRole('button', { name: 'Enter a code instead' }).click();
    expect(await sent(page)).toEqual([{ name: 'typeCode', payload: { waiting: 'question 1' } }]);
  });

  test('draws a YubiKey with the plug that it has, whatever letters are in its name', async () => {
    const page = await open('sheet-touch');
    const plug = () => page.locator('dialog [data-plug]').getAttribute('data-plug');
    expect(await plug()).toBe('c');
    await next(page, 'sheet-touch-many-keys');
    expect(await page.getByRole('dialog').innerText()).toContain('YubiKey 5 NFC');
    expect(await plug()).toBe('a');
  });

  test('draws what shows the code: a phone or a hardware token, and never a YubiKey', async () => {
    const page = await open('sheet-code');
    const drawn = () => page.locator('dialog [data-device]').getAttribute('data-device');
    expect(await drawn()).toBe('phone');
    await next(page, 'sheet-code-token');
    expect(await drawn()).toBe('token');
    expect(await page.getByRole('dialog').innerText()).toContain('hardware token GAHT12345678');
    expect(await page.locator('dialog [data-mood]').count()).toBe(0);
  });

  test('sends a pasted code once, and tells a wrong length before it sends anything', async () => {
    const page = await open('sheet-code');
    const field = page.getByLabel('6-digit code');
    expect(await focused(page)).toBe('INPUT');
    await field.fill('12345');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').innerText()).toBe('A code has 6 digits.');
    expect(await sent(page)).toEqual([]);
    await field.fill('123 456');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([{ name: 'answerCode', payload: { waiting: 'question 1', code: '123456' } }]);
  });

  test('sends the password once and empties its field', async () => {
    const page = await open('sheet-password');
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.getByLabel('Remember in the system keyring').check();
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    expect(await sent(page)).toEqual([
      { name: 'answerPassword', payload: { waiting: 'question 1', password: 'correct horse', remember: true } },
    ]);
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
  });

  test('sends a PIN as bytes, once, and empties its field', async () => {
    const page = await open('sheet-pin');
    const field = page.getByLabel('PIN', { exact: true });
    expect(await focused(page)).toBe('INPUT');
    expect(await page.getByRole('dialog').innerText()).toContain('3 tries left.');
    await field.fill('654321');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toMatchObject([{ name: 'answerPin', payload: { waiting: 'question 1', lastTry: false } }]);
    expect(await field.inputValue()).toBe('');
  });

  test('sends the last PIN only when the person says so', async () => {
    const page = await open('sheet-pin-last');
    expect(await page.getByRole('dialog').innerText()).toContain('This is the last try: a wrong PIN blocks it.');
    await page.getByLabel('PIN', { exact: true }).fill('654321');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([]);
    await page.getByLabel('Use the last try').check();
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    expect(await sent(page)).toMatchObject([{ name: 'answerPin', payload: { waiting: 'question 1', lastTry: true } }]);
  });

  test('in the demo is answered by a click on the drawn key', async () => {
    const page = await open('sheet-touch-demo');
    await page.getByRole('button', { name: 'Touch the demo’s YubiKey' }).click();
    expect(await sent(page)).toEqual([{ name: 'demoTouch', payload: null }]);
  });
});

describe('changes', () => {
  test('are announced: a role that opened, once', async () => {
    const page = await open('roles-asking-aws');
    await page.evaluate(() => {
      const role = { kind: 'active', since: 0, expires: Date.parse('2026-11-22T17:14:00Z'), expiring: false } as const;
      window.gallery.changeRole('dev-power', role);
    });
    await expect.poll(() => page.locator('.spoken[role="status"]').textContent()).toBe('dev-power is open.');
  });

  test('a failure can be read in full and put away', async () => {
    const page = await open('roles-failed');
    const problem = page.locator('[data-role="dev-power"]');
    expect(await problem.getByText('Check the ARN, then').isVisible()).toBe(false);
    await problem.getByRole('button', { name: 'What to do' }).click();
    expect(await problem.getByText('Check the ARN, then').isVisible()).toBe(true);
    await problem.getByRole('button', { name: /^Dismiss/ }).click();
    expect(await sent(page)).toEqual([{ name: 'dismiss', payload: { role: 'dev-power' } }]);
  });
});

describe('a file that aws refuses', () => {
  test.each([
    ['missing-file-refused', 'config', 'Line 7 of /home/jane/.aws/config'],
    ['roles-file-refused', 'credentials', 'Line 3 of /home/jane/.aws/credentials'],
  ] as const)('is the headline of %s, with its line and the way into it', async (screen, which, line) => {
    const page = await open(screen);
    if (screen === 'roles-file-refused') await page.getByRole('button', { name: /^The aws command refuses a file/ }).click();
    expect(await page.getByText(line).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Open the file' }).click();
    expect(await sent(page)).toEqual([{ name: 'openAwsFile', payload: { which } }]);
  });
});

describe('two thousand roles', () => {
  test('are searched, walked to the end, and only those in view are in the document', async () => {
    const page = await open('roles-2000');
    expect(await page.locator('li[data-key]').count()).toBeLessThan(40);
    await page.keyboard.press('/');
    await page.keyboard.type('team-7 admin');
    const options = page.locator('[role="option"][data-result^="role"]');
    expect(await options.first().getAttribute('aria-setsize')).toBe('16');
    expect((await options.locator('b').allTextContents()).every((name) => name.startsWith('team-7-'))).toBe(true);
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    const last = 'team-39-service-1999';
    await expect.poll(() => focused(page)).toBe(last);
    expect(await page.locator(`[data-row="${last}"]`).evaluate((row) => row.getBoundingClientRect().bottom <= window.innerHeight)).toBe(
      true,
    );
    expect(await page.locator('li[data-key]').last().getAttribute('aria-posinset')).toBe('40');
  });
});

describe('a fault of the window', () => {
  test('says so in place of an empty window, and is over with the next snapshot', async () => {
    const page = await open('roles');
    // A state that no main sends.
    await page.evaluate(() => window.gallery.changeRole('dev-power', { kind: 'failed' } as never));
    await page.getByRole('alert').getByText('Something went wrong in this window').waitFor();
    expect(complaints.length).toBeGreaterThan(0);
    await page.evaluate(() => window.gallery.show('roles'));
    await page.getByText('dev-power', { exact: true }).waitFor();
  });
});
