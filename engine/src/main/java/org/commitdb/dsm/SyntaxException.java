package org.commitdb.dsm;

/// Leaves a construct that cannot be parsed further; it has been reported.
final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    SyntaxException() {
        super(null, null, false, false);
    }
}
