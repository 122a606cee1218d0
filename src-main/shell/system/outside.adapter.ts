import { dirname, join } from 'node:path';
import { dialog, app as electronApp, shell } from 'electron';
import type { FrontEnd } from '../../app/front-end.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok } from '../../contract/result.ts';
import { logFileName } from '../../storage/log-file.adapter.ts';
import { serveLinkOnce } from '../../storage/one-time-link.adapter.ts';
import { writeWhole } from '../../storage/whole-file.adapter.ts';
import { isAllowedLink } from '../windows/allowed-links.ts';

const missing = (detail: string) => failed({ code: 'browser-missing', detail });

/** What leaves the program for the browser, a file of the person's choice, and the file manager. `folder` holds our own files. */
export const createOutside = (needs: {
  readonly folder: string;
  readonly inDemo: () => boolean;
  readonly log: Log;
  readonly clock: Clock;
}): Pick<FrontEnd, 'openUrl' | 'saveFile' | 'openFolder' | 'openFile' | 'openLog' | 'openLicences'> => ({
  // A link that signs in is a secret: neither it nor the system's words on it are told or logged.
  openUrl: async (url) => {
    if (!isAllowedLink(url, needs.inDemo())) return missing('not a link of the AWS console');
    try {
      // On Linux and Windows a browser is opened by a command line, which others can see.
      const once = await serveLinkOnce(url, needs.clock);
      void shell.openExternal(once.address).catch(once.close);
      return (await once.came) ? ok(undefined) : missing('the system opened no browser, or it did not come for the link');
    } catch {
      return missing('this computer gave no port');
    }
  },
  saveFile: async (name, content) => {
    const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: name });
    if (canceled || !filePath) return ok(false);
    try {
      await writeWhole(filePath, content);
      return ok(true);
    } catch (error) {
      return failed(writeProblem(filePath, (error as NodeJS.ErrnoException).code ?? 'unknown'));
    }
  },
  openFolder: (path) => {
    if (path === needs.folder) void shell.openPath(path).then((why) => why !== '' && needs.log.warn('the folder was not shown'));
    else needs.log.warn('a folder of somebody else was not shown');
  },
  // The AWS files have no ending that tells a program: where none opens one, its folder does.
  openFile: (path) => void shell.openPath(path).then((why) => why !== '' && shell.showItemInFolder(path)),
  // A clone has its own licence beside the packages' own.
  openLicences: () =>
    void shell
      .openPath(electronApp.isPackaged ? join(process.resourcesPath, 'NOTICE.txt') : join(electronApp.getAppPath(), 'LICENSE'))
      .then((why) => why !== '' && needs.log.warn('the licences were not shown')),
  openLog: () => void shell.openPath(join(needs.folder, logFileName)).then((why) => why !== '' && needs.log.warn('the log was not shown')),
});

const writeProblem = (file: string, errno: string): Problem => {
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return { code: 'disk-full', file };
  if (errno === 'ENOENT' || errno === 'ENOTDIR') return { code: 'folder-missing', folder: dirname(file), errno };
  return { code: 'file-read-only', file, errno };
};
