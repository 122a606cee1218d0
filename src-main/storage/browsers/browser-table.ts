import { posix, win32 } from 'node:path';

/** A browser that can show several consoles side by side: where its programs and its profiles are. */
export interface KnownBrowser {
  readonly id: string;
  readonly name: string;
  readonly family: 'chromium' | 'firefox';
  /** Files, or names that are looked for in PATH, the likeliest first. */
  readonly programs: readonly string[];
  /** The folder with all of its profiles. */
  readonly folder: string;
}

interface Place {
  readonly id: string;
  readonly name: string;
  readonly linux: readonly [programs: readonly string[], folder: string];
  readonly mac: readonly [application: string, folder: string];
  readonly windows: readonly [program: string, folder: string];
}

const chromium: readonly Place[] = [
  {
    id: 'chrome',
    name: 'Chrome',
    linux: [['google-chrome', 'google-chrome-stable'], 'google-chrome'],
    mac: ['Google Chrome', 'Google/Chrome'],
    windows: ['Google\\Chrome\\Application\\chrome.exe', 'Google\\Chrome\\User Data'],
  },
  {
    id: 'chromium',
    name: 'Chromium',
    linux: [['chromium', 'chromium-browser'], 'chromium'],
    mac: ['Chromium', 'Chromium'],
    windows: ['Chromium\\Application\\chrome.exe', 'Chromium\\User Data'],
  },
  {
    id: 'edge',
    name: 'Edge',
    linux: [['microsoft-edge', 'microsoft-edge-stable'], 'microsoft-edge'],
    mac: ['Microsoft Edge', 'Microsoft Edge'],
    windows: ['Microsoft\\Edge\\Application\\msedge.exe', 'Microsoft\\Edge\\User Data'],
  },
  {
    id: 'brave',
    name: 'Brave',
    linux: [['brave-browser', 'brave'], 'BraveSoftware/Brave-Browser'],
    mac: ['Brave Browser', 'BraveSoftware/Brave-Browser'],
    windows: ['BraveSoftware\\Brave-Browser\\Application\\brave.exe', 'BraveSoftware\\Brave-Browser\\User Data'],
  },
  {
    id: 'vivaldi',
    name: 'Vivaldi',
    linux: [['vivaldi', 'vivaldi-stable'], 'vivaldi'],
    mac: ['Vivaldi', 'Vivaldi'],
    windows: ['Vivaldi\\Application\\vivaldi.exe', 'Vivaldi\\User Data'],
  },
];

export interface BrowserSystem {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const firefox = { id: 'firefox', name: 'Firefox', family: 'firefox' } as const;

/** The browsers that may be on this system. Pure. */
export const knownBrowsers = ({ platform, env, home }: BrowserSystem): readonly KnownBrowser[] => {
  if (platform === 'darwin') {
    const program = (name: string, file: string) => [`/Applications/${name}.app/Contents/MacOS/${file}`];
    const folder = (name: string) => posix.join(home, 'Library/Application Support', name);
    return [
      ...chromium.map(
        ({ id, name, mac: [app, place] }) =>
          ({ id, name, family: 'chromium', programs: program(app, app), folder: folder(place) }) as const,
      ),
      { ...firefox, programs: program('Firefox', 'firefox'), folder: folder('Firefox') },
    ];
  }
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
    const programs = (file: string) => roots.map((root) => win32.join(root, file));
    return [
      ...chromium.map(
        ({ id, name, windows: [file, place] }) =>
          ({ id, name, family: 'chromium', programs: programs(file), folder: win32.join(env.LOCALAPPDATA ?? home, place) }) as const,
      ),
      { ...firefox, programs: programs('Mozilla Firefox\\firefox.exe'), folder: win32.join(env.APPDATA ?? home, 'Mozilla\\Firefox') },
    ];
  }
  const config = env.XDG_CONFIG_HOME?.startsWith('/') ? env.XDG_CONFIG_HOME : posix.join(home, '.config');
  return [
    ...chromium.map(
      ({ id, name, linux: [programs, place] }) => ({ id, name, family: 'chromium', programs, folder: posix.join(config, place) }) as const,
    ),
    { ...firefox, programs: ['firefox', 'firefox-esr'], folder: posix.join(home, '.mozilla/firefox') },
  ];
};
