export declare const policy: string;
export declare const chromium: { readonly executablePath: string; readonly args: string[] };
export declare function startGallery(): Promise<{ readonly address: string; readonly close: () => Promise<void> }>;
