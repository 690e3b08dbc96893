package org.commitdb.tools.console;

import java.io.IOException;

/// Nobody reads the output any more, as after `cdb log | head`: there is nothing left to do, and
/// nothing to complain about.
public final class ReaderGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReaderGoneException(IOException cause) {
        super(cause);
    }
}
