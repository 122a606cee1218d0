import { join } from 'node:path';
import { app } from 'electron';
import { chooseLanguage, languageIn } from '../languages/languages.ts';
import { speakAs } from '../languages/speak.adapter.ts';
import { readPlainSync } from '../storage/plain-file.adapter.ts';
import { speak, spokenTag } from '../words/locale.ts';

// Imported by main.ts before all else: whatever is said from then on is said in the language of the settings, or of the system.

const settings = (): string => {
  try {
    return readPlainSync(join(app.getPath('userData'), 'settings.json')).toString('utf8');
  } catch {
    return '';
  }
};

speakAs(chooseLanguage(languageIn(settings()), app.getPreferredSystemLanguages()), __dirname);

// The country of the system's clock, which on Windows and macOS is set apart from the language, is known only later.
void app.whenReady().then(() => speak({ clock: chooseLanguage(spokenTag(), [], [app.getSystemLocale()]).clock }));
