import { listing } from './listing.ts';
import { rooms } from './sentences.ts';

/** `npm run words`: all rooms, or those whose names have one of the words given. */
const wanted = process.argv.slice(2);
const shown = Object.entries(rooms).filter(([file]) => wanted.length === 0 || wanted.some((word) => file.includes(word)));
process.stdout.write(listing(Object.fromEntries(shown)));
