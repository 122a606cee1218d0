import type { FileFlaw } from '../../../contract/problems/files.ts';
import type { FlawWords } from '../../../words/problems/file-flaws.ts';

export type { FlawWords };

/** `aws` refuses the file. */
const refused = (what: string, then: string): FlawWords => ({
  what,
  readings: `aws コマンドはこのためにファイル全体を拒否します。${then}。`,
  awsDiffers: true,
});
/** `aws` reads it, but not as Roletap does. */
const otherwise = (what: string, readings: string): FlawWords => ({ what, readings: `${readings}。`, awsDiffers: true });
/** Roletap reads it as `aws` does; some SDK does not. */
const alike = (what: string, readings: string): FlawWords => ({ what, readings: `${readings}。`, awsDiffers: false });

const flaws: { readonly [F in FileFlaw]: FlawWords } = {
  'byte-order-mark': refused('ファイルの先頭に BOM があります', '一部の SDK は最初のセクションを見落とし、Roletap は BOM を無視します'),
  'stray-byte-order-mark': alike('この行に BOM があります', 'aws コマンドと Roletap は文字として、一部の SDK は空白として読みます'),
  'not-utf-8': refused('UTF-8 ではありません', '一部の SDK と Roletap は読める部分を読みます'),
  'carriage-return': alike(
    'この行に単独の復帰文字 (CR) があります',
    'aws コマンドと Roletap はそこを行の終わりとみなし、SDK はみなしません',
  ),
  'odd-blank': alike('この行に特殊な空白文字があります', 'aws コマンドと Roletap は空白または行末として読み、一部の SDK はそう読みません'),
  'duplicate-section': refused('このセクションが 2 回あります', 'SDK と Roletap は 2 つを統合します'),
  'duplicate-key': refused('この設定がセクション内に 2 回あります', 'SDK と Roletap は後のほうを使います'),
  'name-twice': otherwise(
    '書き方の異なる同じプロファイルのセクションがすでにあります',
    'aws コマンドは後のほうだけを使い、SDK と Roletap は 2 つを統合します',
  ),
  'services-twice': alike(
    '書き方の異なる同じ services セクションがすでにあります',
    'aws コマンドと Roletap は後のほうだけを使い、一部の SDK は 2 つを統合します',
  ),
  'both-default-sections': otherwise(
    'ファイルに [default] と [profile default] の両方があります',
    'aws コマンドは後のほうを使います。Roletap と SDK は [profile default] を使いますが、一部の SDK はそこにある設定だけを使います',
  ),
  'empty-value': otherwise(
    'この設定は空ですが、別の場所に値があります',
    'aws コマンドと一部の SDK は空として読み、他の SDK と Roletap はその値を使います',
  ),
  'nested-twice': alike('入れ子の行を持つこの設定が複数あります', 'aws コマンドと Roletap は 1 つだけを使い、一部の SDK は行を統合します'),
  'no-equals-sign': refused('この行に = がありません', '一部の SDK は、字下げされていれば上の行に続け、Roletap は無視します'),
  'no-name': refused('この行に名前がありません', '一部の SDK は設定として読み、Roletap は無視します'),
  'key-before-section': refused('この設定が最初のセクションより前にあります', 'SDK と Roletap は無視します'),
  'continuation-without-key': refused('字下げされたこの行が属する設定がありません', 'SDK と Roletap は無視します'),
  'section-not-closed': refused('セクション名の括弧が閉じられていません', '一部の SDK は以降を上のセクションに加え、Roletap は無視します'),
  'section-without-name': refused('セクションに名前がありません', 'SDK と Roletap は以降を無視します'),
  'section-with-rest': alike(
    'セクション名の横に文字またはコメント記号があります',
    'aws コマンドと Roletap はここからセクションを始め、一部の SDK は以降を上のセクションに加えます',
  ),
  'section-comment': otherwise(
    'セクション名の後のコメントに括弧が含まれています',
    'aws コマンドはコメントを名前の一部として読み、SDK と Roletap はそう読みません',
  ),
  'section-without-profile-prefix': alike(
    '設定ファイルのセクション名は [profile NAME] ですが、これは違います',
    'どのプログラムもプロファイルとして読みません',
  ),
  'section-name-odd': alike(
    'このセクション名は、プログラムによって読み方が異なります',
    'Roletap は aws コマンドと同じように読み、一部の SDK は別の名前として読むか、セクションを無視します',
  ),
  'section-proto': alike(
    'このセクション名は問題を起こします',
    'aws コマンドと Roletap は読み、一部の SDK はセクションまたはファイル全体を無視します',
  ),
  'default-section': otherwise(
    '[DEFAULT] は [default] と同じではありません',
    'aws コマンドはその設定をすべてのセクションに加え、一部の SDK はその名前のプロファイルとして読み、Roletap は無視します',
  ),
  'indented-section': otherwise(
    'このセクション名は設定の下に字下げされています',
    'aws コマンドは上の行の一部として読み、SDK と Roletap はセクションを始めます',
  ),
  'nested-section': alike(
    '値のない設定の下にセクション名が字下げされています',
    'SDK はここからセクションを始め、aws コマンドと Roletap は始めません',
  ),
  'nested-without-equals-sign': refused('入れ子のこの行に = がありません', '一部の SDK と Roletap は無視します'),
  'nested-unclear': alike(
    '字下げされたこの行は、別の設定の入れ子とみなされることがあります',
    '一部の SDK は直前の値のない設定の入れ子とし、Roletap は字下げに従います',
  ),
  'indented-key': otherwise(
    'この設定は別の設定の下に字下げされています',
    'aws コマンドは上の値の一部として読み、ほとんどの SDK と Roletap は設定として読みます',
  ),
  'continued-value': otherwise(
    'この行は設定の下に字下げされ、= がありません',
    'aws コマンドと一部の SDK は上の値に加え、他の SDK と Roletap は無視します',
  ),
  'inline-comment': otherwise(
    '値の後にコメントがあります',
    'aws コマンドと、字下げされた行では一部の SDK が値の一部として読み、他の SDK と Roletap は切り捨てます',
  ),
  'comment-in-key': alike('= の前にコメント記号があります', 'aws コマンドと Roletap は名前の一部として読み、SDK は以降を無視します'),
  'colon-delimiter': alike('設定に = ではなくコロンが使われています', 'aws コマンドと Roletap は読み、一部の SDK は読みません'),
  'upper-case-key': alike('設定の名前に大文字があります', 'aws コマンドと Roletap は大文字と小文字を区別せず、一部の SDK は認識しません'),
  'quoted-value': alike('値が引用符で囲まれています', 'aws コマンドと Roletap は引用符も値の一部として読み、一部の SDK は取り除きます'),
  'bracket-odd': alike('名前に括弧が含まれています', 'aws コマンドと Roletap は読み、古い Go の SDK はファイル全体を拒否します'),
};

/** What is odd about a line, and who makes what of it. */
export const flawWords = (flaw: FileFlaw): FlawWords => flaws[flaw];

/** All that can be odd. */
export const allFlaws = Object.keys(flaws) as readonly FileFlaw[];
