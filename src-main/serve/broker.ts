import type { App } from '../app/app.ts';

/** The part of the app that hands out sessions. */
export type Broker = Pick<App, 'credentials' | 'held' | 'end' | 'endAll'>;

/** A session of a role with its credentials. Secret. */
export type HandedOut = NonNullable<ReturnType<App['held']>>;
