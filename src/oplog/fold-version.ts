/** Raised whenever the same operations give other rows; stored rows of another version are folded anew. */
export const foldVersion = 1;

/** Reserved kind: the server's reversible word that an operation is refused. Its id is the operation's name. */
export const verdictKind = 'verdict';
