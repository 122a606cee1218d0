/** `roletap doctor --platform`: what each check is called, and what is said of it. */
export const selfTestSaid = {
  names: {
    runtime: 'ランタイム',
    modules: 'ネイティブモジュール',
    readers: 'カードリーダー',
    peers: '接続元',
    keyring: 'キーリング',
    launcher: 'ランチャー',
    signature: '署名',
    modes: 'ファイルの権限',
  },
  runtime: (node: string, system: string): string => `${system} の Node ${node}。`,
  modules: (loaded: readonly string[]): string => `読み込み済み: ${loaded.join('、')}。`,
  notLoaded: (failed: readonly string[]): string => `読み込めません: ${failed.join('、')}。`,
  readers: (count: number): string =>
    count === 0 ? 'カードサービスは応答しています。YubiKey は挿入されていません。' : 'カードサービスと YubiKey が応答しています。',
  noReaders: 'カードサービスが応答しません。',
  peers: 'ソケットの接続元のプロセスをシステムが示します。',
  noPeers: 'ソケットの接続元のプロセスをシステムが示さないため、要求したプログラムは未確認になります。',
  keyring: '応答しています。',
  noKeyring: (why: string): string => `応答しません (${why})。セッションは Roletap の終了かログアウトまで続きます。`,
  launcher: (program: string): string => `credential_process の行に使う ${program} があります。`,
  noLauncher: (program: string): string => `${program} がありません。credential_process の行の開始が遅くなります。`,
  signed: '有効です。',
  unsigned: (said: string): string => `無効です。${said}`,
  unpackaged: 'インストールされたパッケージではないため、署名はありません。',
  unneeded: 'Linux ではパッケージマネージャーがパッケージを検証します。',
  modes: 'Roletap が作成するファイルを読めるのはあなただけです。',
  openModes: 'Roletap が作成するファイルをほかのユーザーが読めます。',
  /** Follows a failed check. */
  advice: '出力全体を添えて報告してください。',
} as const;
