import * as v from 'valibot';
import { exactly } from '../exactly.ts';

export const consoleKeepers = ['role', 'account'] as const;
export type ConsoleKeeper = (typeof consoleKeepers)[number];

/** Where AWS's console is to be opened, and where it begins. */
export interface ConsoleWish {
  /** `BrowserView.id`, or what a person calls it; `system` is the system's own browser. Without it, what was chosen for the role or its account before. */
  readonly browser?: string;
  /** The service whose page comes first, as the console's addresses name it: `ec2`, `s3`, `cloudwatch`. */
  readonly service?: string;
  readonly region?: string;
  /** For whom the browser that is named counts from now on; the role unless said otherwise. */
  readonly keepFor?: ConsoleKeeper;
}

/** The system's own browser, as a choice among others. */
export const systemBrowser = 'system';

/** A browser's profile, or a container in one of Firefox's, that can have a console of its own. */
export interface BrowserView {
  readonly id: string;
  readonly label: string;
  /** A container that no link leads into: Firefox lacks the add-on for it. */
  readonly lacksAddOn?: true;
}

/** What a role's row says of its console. */
export interface ConsoleOfRole {
  /** Where it was chosen to open (`BrowserView.id`, or `system`), and for whom; absent where nothing was. */
  readonly console?: { readonly browser: string; readonly for: ConsoleKeeper };
}

/** What became of a link: `gone`, no such browser or profile; `locked`, another computer (or process) has the profile; `silent`, nothing came for it. */
export type Opened = 'came' | { readonly why: 'gone' | 'locked' | 'silent'; readonly detail: string };

/** Browsers that can show several consoles side by side. */
export interface Browsers {
  readonly list: () => Promise<readonly BrowserView[]>;
  /** Opens a link that is a secret in one of them. */
  readonly open: (id: string, link: string) => Promise<Opened>;
}

/** What a service is called in the console's addresses. */
export const isService = (text: string): boolean => /^[a-z][a-z0-9-]{1,39}$/.test(text);

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(1024));

export const consoleWish = {
  browser: v.exactOptional(text),
  service: v.exactOptional(v.pipe(text, v.check(isService))),
  region: v.exactOptional(text),
  keepFor: v.exactOptional(v.picklist(consoleKeepers)),
};

export const consoleCommand = exactly({ role: text, full: v.exactOptional(v.boolean()), ...consoleWish });
