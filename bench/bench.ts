import { benchCertificate } from './certificate.ts';
import { benchDay } from './day.ts';
import { benchDoors } from './doors.ts';
import { benchFiles } from './files.ts';
import { benchIdle } from './idle.ts';
import { benchInstalled } from './installed.ts';
import { benchKeyStore } from './key-store.ts';
import { isOver, type Row, tableOf } from './measure.ts';
import { benchPeople } from './people.ts';
import { benchPopover } from './popover.ts';
import { benchTap } from './tap.ts';
import { benchTeam } from './team.ts';
import { benchTerminal } from './terminal.ts';
import { benchTrail } from './trail.ts';
import { benchTyping } from './typing.ts';

const parts: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  terminal: benchTerminal,
  tap: benchTap,
  certificate: benchCertificate,
  'key-store': benchKeyStore,
  files: benchFiles,
  popover: benchPopover,
  typing: benchTyping,
  idle: benchIdle,
  day: benchDay,
  doors: benchDoors,
  team: benchTeam,
  people: benchPeople,
  trail: benchTrail,
  installed: benchInstalled,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(', ')}; the parts are: ${Object.keys(parts).join(', ')}\n`);
  process.exit(2);
}
const rows: Row[] = [];
const failed: string[] = [];
for (const [name, run] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`measuring: ${name}\n`);
  try {
    rows.push(...(await run()));
  } catch (error) {
    failed.push(name);
    process.stderr.write(`${name} could not be measured: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}
const over = rows.filter(isOver).length;
const sentences = [
  over === 0 ? 'All within their limits.' : `${over} over the limit.`,
  ...(failed.length === 0 ? [] : [`Not measured: ${failed.join(', ')}.`]),
];
process.stdout.write(`\n${tableOf(rows)}\n\n${sentences.join(' ')}\n`);
process.exit(over + failed.length === 0 ? 0 : 1);
