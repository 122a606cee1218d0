import type { ReactNode } from 'react';
import { type SettingsSection, settingsSections } from '../../src-main/words/settings.ts';
import * as styles from './setting-row.module.css';

/** A section of the settings: its name and its rows in one card. */
export const SettingGroup = ({ id, children }: { readonly id: SettingsSection; readonly children: ReactNode }) => (
  <section id={id} aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`} tabIndex={-1} className={styles.settingTitle}>
      {settingsSections.find((section) => section.id === id)?.title}
    </h2>
    {children}
  </section>
);
