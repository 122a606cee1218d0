import { createRequire } from 'node:module';

/** The driver of Electron and Chromium. Imported, Node would look through all of it for its names before it is run: a third of its start. */
export const { _electron, chromium } = createRequire(import.meta.url)('playwright-core') as typeof import('playwright-core');
