// A program that knows nothing of Roletap and edits a file as programs do: node foreign-writer.cjs FILE WAY PAUSE ROUNDS SEED
// It prints one line at the end, `{ edits, lost }`: edits that were not in the file 2 s after they were written.
const { closeSync, ftruncateSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } = require('node:fs');

const [file, way, pauseWord, roundsWord, seedWord] = process.argv.slice(2);
const [pause, rounds] = [Number(pauseWord), Number(roundsWord)];
let seed = Number(seedWord);
/** Mulberry32: 0 to 1. */
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const after = (millis) => new Promise((done) => setTimeout(done, millis));
const sectionOf = (edit) => `[by-${way}]\naws_access_key_id = AKIAFOREIGN\naws_secret_access_key = theirs/${edit}\n`;
const pattern = new RegExp(`\\[by-${way}\\]\\n(?:aws_[a-z_]+ = .*\\n)*`);
/** The whole new text, made from what is there, as configparser and `aws configure set` do. */
const edited = (edit) => {
  const text = readFileSync(file, 'utf8');
  return pattern.test(text) ? text.replace(pattern, () => sectionOf(edit)) : `${text}${sectionOf(edit)}`;
};

const ways = {
  // A shell's `>`, and Python's open(path, 'w').
  async truncates(edit) {
    const text = edited(edit);
    const handle = openSync(file, 'w');
    await after(pause);
    writeSync(handle, text);
    closeSync(handle);
  },
  // Buffers that are flushed one by one.
  async trickles(edit) {
    const text = Buffer.from(edited(edit));
    const handle = openSync(file, 'w');
    for (let at = 0; at < text.length; at += 64) {
      writeSync(handle, text.subarray(at, at + 64));
      if (at % 256 === 0) await after(pause / 4);
    }
    closeSync(handle);
  },
  // An editor that keeps the file.
  async overwrites(edit) {
    const handle = openSync(file, 'r+');
    const text = Buffer.from(edited(edit));
    await after(pause);
    writeSync(handle, text, 0, text.length, 0);
    ftruncateSync(handle, text.length);
    closeSync(handle);
  },
  // An editor that writes beside and renames over.
  async renames(edit) {
    const text = edited(edit);
    writeFileSync(`${file}.${way}~`, text, { mode: 0o600 });
    renameSync(`${file}.${way}~`, file);
  },
  // A shell's `>>`: opened first, written later; a section of its own each time.
  async appends(edit) {
    const handle = openSync(file, 'a');
    await after(pause);
    writeSync(handle, `[by-${way}-${edit}]\naws_access_key_id = AKIAFOREIGN\naws_secret_access_key = theirs/${edit}\n`);
    closeSync(handle);
  },
};

const isThere = (edit) => readFileSync(file, 'utf8').includes(`aws_secret_access_key = theirs/${edit}\n`);

const main = async () => {
  let lost = 0;
  for (let edit = 1; edit <= rounds; edit += 1) {
    await ways[way](edit);
    let tries = 0;
    while (!isThere(edit) && tries < 100) {
      tries += 1;
      await after(20);
    }
    if (!isThere(edit)) lost += 1;
    await after(random() * 30);
  }
  process.stdout.write(`${JSON.stringify({ edits: rounds, lost })}\n`);
};
main();
