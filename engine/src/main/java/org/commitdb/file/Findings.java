package org.commitdb.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.commitdb.error.CorruptException;
import org.commitdb.error.IncompatibleException;
import org.commitdb.store.Finding;
import org.commitdb.store.Finding.Severity;

/// Collects what is wrong with a file, up to a limit.
///
/// **Threads**: one.
final class Findings {

    private static final int MAX = 1000;

    private final List<Finding> all = new ArrayList<>();
    private boolean overflowed;

    /// Notes something.
    void add(Severity severity, String place, long offset, String expected, String found) {
        if (all.size() < MAX) {
            all.add(new Finding(severity, place, offset, expected, found));
        } else {
            overflowed = true;
        }
    }

    /// Notes what examining `place` raised.
    void add(Severity severity, String place, long offset, Throwable failure) {
        switch (failure) {
            case CorruptException e ->
                    add(
                            severity,
                            place,
                            e.offset() >= 0 && offset < 0 ? e.offset() : offset,
                            e.expected(),
                            e.found());
            case IncompatibleException e -> add(severity, place, offset, e.expected(), e.found());
            case IOException e ->
                    add(severity, place, offset, "readable bytes", String.valueOf(e.getMessage()));
            case InternalError e ->
                    add(severity, place, offset, "readable bytes", "a failure of the device");
            default -> add(severity, place, offset, "bytes that make sense", failure.toString());
        }
    }

    /// What was noted.
    List<Finding> all() {
        return all;
    }

    /// How many things were noted.
    int size() {
        return all.size();
    }

    /// Whether there is no room for more.
    boolean isFull() {
        return all.size() >= MAX;
    }

    /// Whether something was not noted for want of room.
    boolean overflowed() {
        return overflowed;
    }
}
