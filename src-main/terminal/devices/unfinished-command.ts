import { ok } from '../../contract/result.ts';
import { rotationWaysOn, rotationWords } from '../../words/access-keys/rotation.ts';
import { anywhereSaid } from '../../words/certificates/anywhere.ts';
import { removalStateWords } from '../../words/devices.ts';
import { devicesSaid, enrollSaid } from '../../words/terminal.ts';
import type { Run } from '../console/command.ts';
import { joined } from '../console/look.ts';
import { isoSeconds, plain, table } from '../console/tables.ts';

/** What was interrupted: how things are, and the commands that lead on from there. */
export const unfinished: Run = async (app) => {
  await app.ready;
  const all = app.snapshot().unfinished;
  const rotations = await app.rotations.list();
  const setups = await app.certificates.unfinished();
  const ways = all.flatMap(({ removal, ...entry }) =>
    removal ? [removalStateWords({ ...entry, removal }), devicesSaid.waysOn({ ...entry, removal })] : [enrollSaid.waysOn(entry)],
  );
  ways.push(...rotations.flatMap((rotation) => [rotationWords(rotation), ...rotationWaysOn(rotation)]));
  ways.push(...setups.flatMap((setup) => [anywhereSaid.waits(setup), anywhereSaid.waysOn(setup)]));
  return ok({
    json: {
      unfinished: [
        ...all.map(({ startedAt, removal, ...entry }) => ({
          ...entry,
          startedAt: isoSeconds(startedAt),
          what: removal ? 'removal' : 'enrolment',
          ...(removal ? { deactivated: removal.deactivated, deleted: removal.deleted } : {}),
        })),
        ...rotations.map(({ startedAt, deletesAt, ...entry }) => ({
          ...entry,
          startedAt: isoSeconds(startedAt),
          what: 'rotation',
          deletesAt: deletesAt === undefined ? null : isoSeconds(deletesAt),
        })),
        ...setups.map(({ startedAt, draft: _draft, ...entry }) => ({ ...entry, startedAt: isoSeconds(startedAt), what: 'certificate' })),
      ],
    },
    text:
      all.length + rotations.length + setups.length === 0
        ? `${enrollSaid.noneUnfinished}\n`
        : joined([
            table([
              ['ID', 'WHAT', 'USER', 'DEVICE', 'STARTED'],
              ...all.map(({ id, user, deviceName, startedAt, removal }) => [
                id,
                removal ? 'removal' : 'enrolment',
                user,
                deviceName,
                isoSeconds(startedAt),
              ]),
              ...rotations.map(({ id, user, oldKey, startedAt }) => [id, 'rotation', user, oldKey, isoSeconds(startedAt)]),
              ...setups.map(({ id, subject, serial, slot, startedAt }) => [
                id,
                'certificate',
                subject,
                `${serial ?? 'YubiKey'}:${slot}`,
                isoSeconds(startedAt),
              ]),
            ]),
            ...ways.map((line) => `${plain(line)}\n`),
          ]),
  });
};
