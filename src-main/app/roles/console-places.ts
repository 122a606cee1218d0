import { closest } from '../../base/closest.ts';
import { defined } from '../../base/defined.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import { type Browsers, type BrowserView, type ConsoleKeeper, type Opened, systemBrowser } from '../../contract/sessions/console.ts';
import type { FrontEnd } from '../front-end.ts';
import { type Store, withBrowsers } from '../state/store.ts';
import type { Catalog } from './catalog.ts';

/** Where a console was opened; the system's own browser has no label. */
export interface OpenedConsole {
  readonly browser: string;
  readonly label?: string;
}

interface Place {
  readonly open: (link: string) => Promise<Result<OpenedConsole>>;
}

/** Where the consoles of roles are opened: each may have a browser's profile or a container of its own. */
export interface ConsolePlaces {
  /**
   * Where this role's console goes: where the person says, else where they said for the role or its account before, else the system's browser. What is said counts for
   * this role from then on, or for all of its account. Problems: browser-unknown, browser-gone, browser-container.
   */
  readonly find: (role: string, wished: string | undefined, keepFor?: ConsoleKeeper) => Promise<Result<Place>>;
  /** Puts the browsers that are there into the state. */
  readonly show: () => Promise<Result<void>>;
}

const failureOf = (opened: Exclude<Opened, 'came'>, label: string): Failure => {
  if (opened.why === 'gone') return failed({ code: 'browser-gone', browser: label });
  if (opened.why === 'silent')
    return failed({ code: 'browser-missing', detail: opened.detail === '' ? label : `${label}: ${opened.detail}` });
  // A number is what the browser ended with.
  const computer = /^\d+$/.test(opened.detail) ? undefined : opened.detail;
  return failed({ code: 'browser-locked', browser: label, ...defined({ computer }) });
};

/** The one that is meant by what a person writes: its id, its name, or a part that only one has. */
export const browserNamed = (all: readonly BrowserView[], wished: string): BrowserView | undefined => {
  const text = wished.toLowerCase();
  const exact = all.find(({ id, label }) => id === wished || id.toLowerCase() === text || label.toLowerCase() === text);
  if (exact) return exact;
  const [first, ...others] = all.filter(({ id, label }) => `${id}\n${label}`.toLowerCase().includes(text));
  // The names of a profile's containers have its own in front.
  return first && others.every(({ id }) => id.startsWith(`${first.id}/`)) ? first : undefined;
};

export const createConsolePlaces = (
  { store, catalog, browsers }: { readonly store: Store; readonly catalog: () => Catalog; readonly browsers: Browsers },
  front: Pick<FrontEnd, 'openUrl'>,
): ConsolePlaces => {
  const bySystem: Place = {
    open: async (link) => {
      const opened = await front.openUrl(link);
      return opened.ok ? ok({ browser: systemBrowser }) : opened;
    },
  };
  const inBrowser = ({ id, label }: BrowserView): Place => ({
    open: async (link) => {
      const opened = await browsers.open(id, link);
      return opened === 'came' ? ok({ browser: id, label }) : failureOf(opened, label);
    },
  });
  const remember = (key: string | undefined, id: string | undefined): void => {
    if (key === undefined || store.state().settings.consoleBrowsers[key] === id) return;
    store.settings.change(({ consoleBrowsers: { [key]: _before, ...others } }) => ({
      consoleBrowsers: id === undefined ? others : { ...others, [key]: id },
    }));
  };

  return {
    find: async (name, wished, keepFor = 'role') => {
      const role = catalog().byName.get(name);
      const { consoleBrowsers } = store.state().settings;
      const ofAccount = role && consoleBrowsers[role.accountId];
      const chosen = (role && consoleBrowsers[role.roleArn]) ?? ofAccount;
      const keep = (id: string): void => {
        if (keepFor === 'account') {
          remember(role?.accountId, id === systemBrowser ? undefined : id);
          remember(role?.roleArn, undefined);
          // What the account has stays, and is not this role's any more.
        } else remember(role?.roleArn, id === systemBrowser && ofAccount === undefined ? undefined : id);
      };
      if (wished === systemBrowser) keep(systemBrowser);
      const meant = wished ?? chosen ?? systemBrowser;
      if (meant === systemBrowser) return ok(bySystem);
      const all = await browsers.list();
      const found = wished === undefined ? all.find(({ id }) => id === chosen) : browserNamed(all, wished);
      if (!found && wished === undefined) return failed({ code: 'browser-gone', browser: meant });
      if (!found) {
        const known = all.map(({ id }) => id);
        return failed({ code: 'browser-unknown', browser: meant, known, ...defined({ near: closest(meant, known) }) });
      }
      if (found.lacksAddOn) return failed({ code: 'browser-container', browser: found.label });
      if (wished !== undefined) keep(found.id);
      return ok(inBrowser(found));
    },
    show: async () => {
      store.change(withBrowsers(await browsers.list()));
      return ok(undefined);
    },
  };
};
