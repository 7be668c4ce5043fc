/** Raised whenever the same operations give other rows; stored rows of another version are folded anew. */
export const foldVersion = 1;

/** Reserved kind: the server's reversible word that an operation is refused. Its id is the operation's name. */
export const verdictKind = 'verdict';

/** Reserved kind: the server's lasting word that an item is erased, judged by its own clock alone. Its id names the item (`erasureId`). */
export const erasureKind = 'erasure';
