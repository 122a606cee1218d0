import type { Snapshot } from '../contract/snapshot.ts';
import { toolsAnnouncement } from './tools.ts';

/** What a screen reader says after a change of the page beside wizard and devices; what has a role of its own says itself. */
export const pageAnnouncement = (before: Snapshot | undefined, after: Snapshot): string =>
  after.tools === undefined ? '' : toolsAnnouncement(before?.tools, after.tools);
