import { app } from 'electron';
import { leaveNoDump, leaveNoDumpOf } from '../base/no-dump.adapter.ts';

/**
 * A crash of this process or of a page leaves nothing of what was in its memory. Access keys and passwords are typed into pages, whose processes come from one that
 * is older than what this one says of itself.
 */
export const leaveNoDumps = (): void => {
  leaveNoDump();
  app.on('web-contents-created', (_event, contents) => {
    // From then on the page is this process's, and nobody has typed yet.
    contents.on('did-navigate', () => leaveNoDumpOf(contents.getOSProcessId()));
  });
};
