package org.commitdb.remote.wire;

import java.util.List;
import org.commitdb.error.BusyException;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.error.CorruptException;
import org.commitdb.error.DefinitionsException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.error.InvalidCommitException;
import org.commitdb.error.OutcomeUnknownException;
import org.commitdb.error.RemoteException;
import org.commitdb.error.StorageException;
import org.commitdb.error.UnknownIdException;

/// Turns exceptions into failures on the wire, and back.
public final class Failures {

    private Failures() {}

    /// What to tell a client of an exception.
    public static Reply.Failure of(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case CommitDatabaseException e -> of(e, message);
            case IllegalArgumentException e ->
                    new Reply.Failure(ErrorCode.ARGUMENT, message, List.of());
            case UnsupportedOperationException e ->
                    new Reply.Failure(ErrorCode.UNSUPPORTED, message, List.of());
            case IllegalStateException e ->
                    new Reply.Failure(ErrorCode.STOPPING, message, List.of());
            default ->
                    new Reply.Failure(
                            ErrorCode.INTERNAL, "the server failed: " + failure, List.of());
        };
    }

    private static Reply.Failure of(CommitDatabaseException failure, String message) {
        return switch (failure) {
            case CorruptException e ->
                    new Reply.Failure(
                            ErrorCode.CORRUPT,
                            message,
                            List.of(
                                    e.source(),
                                    Long.toString(e.offset()),
                                    e.expected(),
                                    e.found()));
            case IncompatibleException e ->
                    new Reply.Failure(
                            ErrorCode.INCOMPATIBLE,
                            message,
                            List.of(e.source(), e.expected(), e.found()));
            case BusyException e ->
                    new Reply.Failure(ErrorCode.BUSY, message, List.of(e.source(), e.heldBy()));
            case UnknownIdException e ->
                    new Reply.Failure(ErrorCode.UNKNOWN_ID, message, List.of(e.kind(), e.id()));
            case InvalidCommitException e ->
                    new Reply.Failure(ErrorCode.INVALID_COMMIT, message, List.of(e.rule()));
            case DefinitionsException e ->
                    new Reply.Failure(ErrorCode.DEFINITIONS, message, e.problems());
            case StorageException e ->
                    new Reply.Failure(ErrorCode.STORAGE, message, List.of(e.source()));
            case OutcomeUnknownException e ->
                    new Reply.Failure(ErrorCode.OUTCOME_UNKNOWN, message, List.of(e.source()));
            case RemoteException e ->
                    new Reply.Failure(ErrorCode.REMOTE, message, List.of(e.source()));
        };
    }

    /// The exception that stands for a failure that `source` reported.
    public static RuntimeException toException(Reply.Failure failure, String source) {
        String message = failure.message();
        return switch (failure.code()) {
            case ARGUMENT -> new IllegalArgumentException(message);
            case UNSUPPORTED, DENIED -> new UnsupportedOperationException(message);
            case CORRUPT ->
                    new CorruptException(
                            message,
                            detail(failure, 0),
                            number(detail(failure, 1)),
                            detail(failure, 2),
                            detail(failure, 3));
            case INCOMPATIBLE ->
                    new IncompatibleException(
                            message, detail(failure, 0), detail(failure, 1), detail(failure, 2));
            case VERSION -> new IncompatibleException(message, source, "", "");
            case BUSY -> new BusyException(message, detail(failure, 0), detail(failure, 1));
            case UNKNOWN_ID ->
                    new UnknownIdException(message, detail(failure, 0), detail(failure, 1));
            case INVALID_COMMIT -> new InvalidCommitException(message, detail(failure, 0));
            case DEFINITIONS ->
                    failure.details().isEmpty()
                            ? new DefinitionsException(message)
                            : new DefinitionsException(failure.details());
            case STORAGE -> new StorageException(message, detail(failure, 0));
            case OUTCOME_UNKNOWN -> new OutcomeUnknownException(message, detail(failure, 0));
            case PROTOCOL, UNAUTHENTICATED, OVERLOADED, STOPPING, REMOTE, INTERNAL ->
                    new RemoteException(source + ": " + message, source);
        };
    }

    private static String detail(Reply.Failure failure, int index) {
        return index < failure.details().size() ? failure.details().get(index) : "";
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
