import { filesAt, section } from './files.ts';

/** Writes and removes a target until it is killed; says so when it begins. */
const run = async (folder: string): Promise<never> => {
  const files = filesAt(folder);
  process.stdout.write('begun\n');
  for (let count = 0; ; count += 1) {
    await files.writeTarget(section(count));
    await files.removeTargets(['prod-tap']);
  }
};

void run(process.argv[2] ?? '.');
