package org.commitdb.dsm;

/// The sorts of tokens.
enum TokenKind {
    /// An identifier or a reserved word.
    WORD,
    /// Two identifiers joined by `::`.
    QUALIFIED,
    /// A dot and an identifier.
    CASE,
    /// A UUID in braces.
    UUID,
    NUMBER,
    STRING,
    DOCSTRING,
    PUNCTUATION,
    /// A character that begins no token.
    STRAY,
    /// The end of the part.
    END
}
