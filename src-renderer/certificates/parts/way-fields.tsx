import { useId } from 'react';
import type { CertificatesView, CertificateWayDraft } from '../../../src-main/contract/certificates/pages.ts';
import { isPrivateCaArn } from '../../../src-main/contract/certificates/piv.ts';
import { wayTexts } from '../../../src-main/words/certificates/aws-side.ts';
import * as form from '../../ui/form-field.module.css';
import { FormField } from '../../ui/form-field.tsx';
import { Option, OptionList } from '../../ui/option.tsx';
import { Check } from '../../ui/switch.tsx';
import * as text from '../../ui/text.module.css';
import * as styles from './certificates.module.css';

export interface WayState {
  readonly kind: CertificateWayDraft['kind'];
  readonly arn: string;
  readonly days: string;
  /** `SERIAL:SLOT`. */
  readonly ca: string;
  readonly proved: boolean;
}
export const firstWay: WayState = { kind: 'request', arn: '', days: '365', ca: '', proved: true };

const areDays = (typed: string): boolean => /^[1-9]\d{0,3}$/.test(typed);

/** Keys of authorities that are plugged in. */
export const authoritiesIn = (view: CertificatesView) =>
  view.keys.flatMap(({ serial, piv }) =>
    serial === undefined
      ? []
      : (piv?.slots ?? []).flatMap(({ slot, certificate }) =>
          certificate?.isAuthority === true ? [{ id: `${serial}:${slot}`, serial, slot, subject: certificate.subject }] : [],
        ),
  );

/** What is sent of it; undefined where something is missing. */
export const wayOf = ({ kind, arn, days, ca, proved }: WayState, view: CertificatesView): CertificateWayDraft | undefined => {
  if (kind === 'request') return { kind };
  const count = Number(days);
  if (!areDays(days)) return undefined;
  if (kind === 'private-ca') return isPrivateCaArn(arn.trim()) ? { kind, arn: arn.trim(), days: count } : undefined;
  const authorities = authoritiesIn(view);
  const chosen = authorities.find(({ id }) => id === ca) ?? authorities[0];
  return chosen && { kind, serial: chosen.serial, slot: chosen.slot, days: count, proved };
};

/** How the certificate comes. */
export const WayFields = ({
  view,
  way,
  isOff,
  isChecked,
  onChange,
}: {
  readonly view: CertificatesView;
  readonly way: WayState;
  readonly isOff: boolean;
  /** What is missing is told. */
  readonly isChecked: boolean;
  readonly onChange: (change: Partial<WayState>) => void;
}) => {
  const id = useId();
  const authorities = authoritiesIn(view);
  const flawOfCa = isChecked && !isPrivateCaArn(way.arn.trim()) ? wayTexts.notPrivateCa : undefined;
  const choices = [
    { kind: 'request', title: wayTexts.request, help: wayTexts.requestHelp },
    { kind: 'private-ca', title: wayTexts.privateCa, help: wayTexts.privateCaHelp },
    { kind: 'ca-key', title: wayTexts.caKey, help: authorities.length === 0 ? wayTexts.noCaKey : wayTexts.caKeyHelp },
  ] as const;
  return (
    <div className={styles.form}>
      <OptionList legend={<legend className={text.group}>{wayTexts.legend}</legend>}>
        {choices.map(({ kind, title, help }) => (
          <Option
            key={kind}
            name={`${id}way`}
            chosen={way.kind === kind}
            isOff={isOff || (kind === 'ca-key' && authorities.length === 0)}
            onChoose={() => onChange({ kind })}
            title={<b>{title}</b>}
          >
            <span className={text.sub}>{help}</span>
          </Option>
        ))}
      </OptionList>
      {way.kind === 'private-ca' ? (
        <FormField id={`${id}arn`} label={wayTexts.privateCaArn} flaw={flawOfCa}>
          <input
            id={`${id}arn`}
            value={way.arn}
            disabled={isOff}
            aria-invalid={flawOfCa !== undefined}
            aria-describedby={`${id}arnhint`}
            spellCheck={false}
            autoComplete="off"
            dir="ltr"
            onChange={(event) => onChange({ arn: event.target.value })}
          />
        </FormField>
      ) : null}
      {way.kind === 'ca-key' ? (
        <FormField id={`${id}ca`} label={wayTexts.ca}>
          <select
            id={`${id}ca`}
            className={form.select}
            value={way.ca === '' ? authorities[0]?.id : way.ca}
            disabled={isOff}
            onChange={(event) => onChange({ ca: event.target.value })}
          >
            {authorities.map((one) => (
              <option key={one.id} value={one.id}>
                {`${one.subject} (${one.id})`}
              </option>
            ))}
          </select>
        </FormField>
      ) : null}
      {way.kind === 'request' ? null : (
        <FormField id={`${id}days`} label={wayTexts.days} flaw={areDays(way.days) ? undefined : wayTexts.daysRange}>
          <input
            id={`${id}days`}
            inputMode="numeric"
            value={way.days}
            disabled={isOff}
            aria-invalid={!areDays(way.days)}
            aria-describedby={`${id}dayshint`}
            onChange={(event) => onChange({ days: event.target.value.trim() })}
          />
        </FormField>
      )}
      {way.kind === 'ca-key' ? (
        <Check on={way.proved} onCheck={(proved) => onChange({ proved })}>
          {wayTexts.proved}
        </Check>
      ) : null}
    </div>
  );
};
