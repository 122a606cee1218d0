import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import type { Log } from '../../base/log.ts';
import { parsedJson } from '../../base/schema.ts';
import { type AddStep, addSteps, type StepState } from '../../contract/team/plan.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import { createJournal, type Journal } from '../plans/journal.ts';

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(2048));

const stored = v.pipe(
  v.object({
    version: v.literal(1),
    id: text,
    /** Milliseconds since 1970, AWS's time. */
    startedAt: v.pipe(v.number(), v.finite()),
    kind: v.literal('add'),
    /** The profile whose rights it runs with, and its account. */
    source: text,
    accountId: text,
    partition: text,
    wish: v.pipe(
      v.object({
        name: text,
        path: v.optional(text),
        group: v.optional(text),
        boundary: v.optional(text),
        policies: v.pipe(v.array(text), v.readonly()),
        password: v.boolean(),
        accessKey: v.boolean(),
        invite: v.optional(text),
        region: v.optional(text),
        roles: v.pipe(v.array(text), v.readonly()),
      }),
      v.transform(defined),
    ),
    steps: v.record(v.picklist(addSteps), v.picklist(['there', 'todo', 'begun', 'done'])),
  }),
  v.transform(defined),
);

/** What the journal keeps of a plan for a team: how far each step is, and no secret. */
export type TeamRecord = v.InferOutput<typeof stored>;

/** The journal of such plans over a folder of its own. */
export const createTeamJournal = (folder: RecordFolder, log: Log): Journal<TeamRecord> =>
  createJournal(folder, log, (json) => parsedJson(stored, json));

export const stateOf = ({ steps }: Pick<TeamRecord, 'steps'>, name: AddStep): StepState => steps[name] ?? 'todo';

export const withState = (record: TeamRecord, name: AddStep, state: StepState): TeamRecord => ({
  ...record,
  steps: { ...record.steps, [name]: state },
});
