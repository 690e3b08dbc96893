package org.commitdb.error;

/// A commit breaks a rule of the commit graph, or its content does not match its id; it was not
/// stored.
public final class InvalidCommitException extends CommitDatabaseException {

    private static final long serialVersionUID = 1L;

    private final String rule;

    /// Reports `message`; the other arguments are the facts in it.
    public InvalidCommitException(String message, String rule) {
        super(message);
        this.rule = rule;
    }

    /// The rule that was broken, in a few words.
    public String rule() {
        return rule;
    }
}
