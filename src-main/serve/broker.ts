import type { App } from '../app/app.ts';

/** The part of the app that hands out sessions. */
export type Broker = Pick<App, 'credentials' | 'held' | 'end' | 'endAll'>;
