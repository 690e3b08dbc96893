package org.commitdb.tools.console;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// The request cannot be fulfilled, for a reason that the message tells the user in full. Ends the
/// command with exit code 1.
public final class RequestFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Fails with this message: no capital, no full stop, as it follows `cdb: `.
    public RequestFailedException(String message) {
        super(message);
    }

    /// Fails with this message and what led to it.
    public RequestFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Fails with the message of what led to it.
    public static RequestFailedException because(RuntimeException cause) {
        String message = cause.getMessage();
        return new RequestFailedException(message == null ? cause.toString() : message, cause);
    }

    /// Fails because reading or writing the file that `what` names did.
    public static RequestFailedException ofFile(String what, IOException cause) {
        return new RequestFailedException(what + ": " + reason(cause), cause);
    }

    /// The JDK's file exceptions have the path as message and the reason as class.
    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException e -> "no such file";
            case FileAlreadyExistsException e -> "the file exists";
            case AccessDeniedException e -> "permission denied";
            case NotDirectoryException e -> "not a directory";
            case CharacterCodingException e -> "not UTF-8 text";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
        };
    }
}
