import { type DragEvent, useState } from 'react';

/** What takes a file that is dropped on it: the attributes of its element. `data-over` says that one is held above it. */
export interface FileDrop {
  readonly 'data-over': boolean;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: () => void;
  readonly onDrop: (event: DragEvent) => void;
}

/** Of several files that are dropped at once, the first one counts. */
export const useFileDrop = (onFile: (file: File) => void): FileDrop => {
  const [isOver, setOver] = useState(false);
  return {
    'data-over': isOver,
    onDragOver: (event) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event) => {
      event.preventDefault();
      setOver(false);
      const [file] = event.dataTransfer.files;
      if (file) onFile(file);
    },
  };
};
