import { memo } from 'react';
import type { ShownTrailEvent } from '../../../src-main/contract/sessions/trail.ts';
import { clockTime } from '../../../src-main/words/grammar.ts';
import { eventFlawWords, originWords, signInWords, trailTexts } from '../../../src-main/words/trail/trail.ts';
import { columnTitles, LongTable } from '../../ui/table/long-table.tsx';
import * as styles from './trail-table.module.css';

/** The events in cells. */
export const TrailTable = ({ events }: { readonly events: readonly ShownTrailEvent[] }) => (
  <LongTable
    items={events}
    idOf={({ id }) => id}
    label={trailTexts.list}
    className={styles.table}
    head={() => columnTitles(trailTexts.columns)}
    cells={(event) => <Cells event={event} />}
    marks={({ origin }) => ({ 'data-origin': origin })}
    usualHeight={49}
  />
);

/** An event never changes: of the lines that stay in view while it scrolls, none is drawn anew. */
const Cells = memo(({ event }: { readonly event: ShownTrailEvent }) => {
  const { at, service, name, who, profile, region, from, agent, error, signIn } = event;
  const origin = originWords(event);
  const flaw = eventFlawWords(event);
  return (
    <>
      <td className="tabular">{clockTime(at)}</td>
      <th scope="row" data-matters>
        {name} <small>{signIn === undefined ? service : signInWords(signIn.kind)}</small>
      </th>
      <td data-matters>
        <bdi>{profile ?? who}</bdi>
        {origin === '' ? null : <small className={styles.origin}>{origin}</small>}
      </td>
      <td>{region}</td>
      <td data-matters title={agent}>
        <bdi>{from}</bdi>
        {signIn?.device === undefined ? null : <small title={signIn.device}>{signIn.device.replace(/^arn:[\w-]+:iam::\d+:/, '')}</small>}
      </td>
      <td className={styles.result} data-failed={error !== undefined} data-matters title={error?.message}>
        {error?.code ?? trailTexts.done}
        {flaw === undefined ? null : <small>{flaw}</small>}
        {signIn?.sourceIdentity === undefined ? null : <small>{signIn.sourceIdentity}</small>}
      </td>
    </>
  );
});
