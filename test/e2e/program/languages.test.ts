import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

/** The program as built, in a language: window, tray and terminal. */
describe('the language', () => {
  const { electron, launch, openWindow, stage, tray } = useProgram();
  /** For the window, whose folder is given to it, and for the terminal. */
  const set = (language: string) => {
    const { userData, environment } = stage().home;
    for (const folder of [userData, join(environment.XDG_CONFIG_HOME ?? '', 'Roletap')]) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'settings.json'), JSON.stringify({ language }));
    }
  };
  const root = (page: Page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
  const said = async (words: readonly string[], environment = {}) => (await stage().roletap(words, { environment }).ended).stdout;

  test('that is set is spoken by the window, the tray and the terminal, whatever the system prefers', async () => {
    set('de');
    await launch([], { LC_ALL: 'ja_JP.UTF-8' });
    const page = await openWindow('dev');
    expect(await root(page)).toEqual(['de', 'ltr']);
    expect(await page.evaluate(() => navigator.language)).toBe('de');
    expect(await page.getByPlaceholder('Suchen oder Befehl ausführen').isVisible()).toBe(true);
    expect(await tray().labels()).toContain('Roletap beenden');
    expect(await said(['help'], { LC_ALL: 'ja_JP.UTF-8' })).toContain('Aufruf');
    expect(await said(['help', '--json'], { LC_ALL: 'ja_JP.UTF-8' })).toContain('Usage');
  });

  test("of the system is spoken where none is set, with its country's clock in English", async () => {
    await launch([], { LC_ALL: 'ja_JP.UTF-8' });
    const page = await openWindow('dev');
    expect(await root(page)).toEqual(['ja', 'ltr']);
    expect(await said(['help'], { LC_ALL: 'de_DE.UTF-8' })).toContain('Aufruf');
    expect(await said(['help'], { LC_ALL: 'C' })).toContain('Usage');
  });

  test('that is chosen in the settings is spoken after “Restart Roletap”', async () => {
    await launch([], { LC_ALL: 'en_GB.UTF-8' });
    // The driver's own switches would have the next start wait for a driver.
    await electron().evaluate(({ app }) => {
      const relaunch = app.relaunch.bind(app);
      app.relaunch = (options) => relaunch({ args: process.argv.slice(1), ...options });
    });
    const popover = await openWindow();
    const opened = electron().waitForEvent('window');
    await popover.getByPlaceholder('Search or run a command').press('Control+,');
    const settings = await opened;
    const language = settings.getByLabel('Language');
    const restart = settings.getByRole('button', { name: 'Restart Roletap' });
    await language.selectOption({ label: 'Deutsch' });
    await restart.waitFor();
    // What is spoken now needs no start.
    await language.selectOption({ label: 'Match system' });
    await restart.waitFor({ state: 'detached' });
    await language.selectOption({ label: 'Deutsch' });
    const ended = electron().waitForEvent('close');
    await restart.click();
    await ended;
    const quit = 'Roletap beenden';
    await eventually(
      async () =>
        (
          await tray()
            .labels()
            .catch((): readonly string[] => [])
        ).includes(quit),
      'the tray in German',
      30_000,
    );
    await tray().click(quit);
  });
});
