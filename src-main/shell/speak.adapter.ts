import { join } from 'node:path';
import { app } from 'electron';
import { chooseLanguage, languageIn } from '../languages/languages.ts';
import { speakAs } from '../languages/speak.adapter.ts';
import { readPlainSync } from '../storage/plain-file.adapter.ts';
import { speak, spoken } from '../words/locale.ts';

// Imported by main.ts before all else: whatever is said from then on is said in the language of the settings, or of the system.

const settings = (): string => {
  try {
    return readPlainSync(join(app.getPath('userData'), 'settings.json')).toString('utf8');
  } catch {
    return '';
  }
};

const set = languageIn(settings());
speakAs(chooseLanguage(set, app.getPreferredSystemLanguages()), __dirname);
if (typeof set === 'string') speak({ set });
// Chromium's own words, such as those that a screen reader says of a button. It has English of one country.
app.commandLine.appendSwitch('lang', spoken().tag === 'en' ? 'en-US' : spoken().tag);

// The country of the system's clock, which on Windows and macOS is set apart from the language, is known only later.
void app.whenReady().then(() => speak({ clock: chooseLanguage(spoken().tag, [], [app.getSystemLocale()]).clock }));
