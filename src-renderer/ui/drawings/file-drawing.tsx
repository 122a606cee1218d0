import * as styles from './file-drawing.module.css';
/** A page with lines, drawn for Roletap; a broken one has a mark. */
export const FileDrawing = ({ broken }: { readonly broken: boolean }) => (
  <svg className={styles.fileDrawing} width="96" height="84" viewBox="0 0 96 84" aria-hidden="true" focusable="false" role="presentation">
    <path className={styles.filePage} d="M22 8h36l18 18v44a8 8 0 0 1-8 8H22a8 8 0 0 1-8-8V16a8 8 0 0 1 8-8Z" />
    <path d="M58 8v12a6 6 0 0 0 6 6h12" />
    <path className={styles.fileLines} d="M26 38h14M26 49h34M26 60h26" />
    {broken ? (
      <g className={styles.fileMark}>
        <circle cx="76" cy="66" r="13" />
        <path d="M76 59.5v7.5" />
        <circle className={styles.fileMarkDot} cx="76" cy="71.5" r="1.3" />
      </g>
    ) : (
      <g className={styles.filePlus}>
        <circle cx="76" cy="66" r="13" />
        <path d="M76 60v12M70 66h12" />
      </g>
    )}
  </svg>
);
