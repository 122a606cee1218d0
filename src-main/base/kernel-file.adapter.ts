import { readFile } from 'node:fs';

/**
 * The whole text of a file that the kernel makes while it is read, e.g. `/proc/net/tcp`. Not by node:fs/promises: in Node 18 that ends
 * such a file after its first piece, which is a page. Rejects with the system's error, e.g. ENOENT for a process that has ended.
 */
export const readKernelFile = (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    readFile(path, 'utf8', (error, text) => {
      if (error) reject(error);
      else resolve(text);
    });
  });
