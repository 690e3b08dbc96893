package org.commitdb.error;

/// The root of every failure that the world causes and the program cannot rule out by checking its
/// arguments.
///
/// Sealed by cause, so that a caller can handle all of them in one switch.
public abstract sealed class CommitDatabaseException extends RuntimeException
        permits BusyException,
                CorruptException,
                DefinitionsException,
                IncompatibleException,
                InvalidCommitException,
                OutcomeUnknownException,
                RemoteException,
                StorageException,
                UnknownIdException {

    private static final long serialVersionUID = 1L;

    CommitDatabaseException(String message) {
        super(message);
    }

    CommitDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
