package org.commitdb.remote;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.commitdb.error.CorruptException;
import org.commitdb.remote.wire.Reply;
import org.commitdb.remote.wire.Request;

/// Asks a server, and believes only answers that are of the kind that was asked for.
///
/// **Threads**: any. **Errors**, of every question: [CorruptException] when the server answers
/// something else; those of [Reconnecting].
final class Questions {

    private final Reconnecting server;

    Questions(Reconnecting server) {
        this.server = server;
    }

    /// **Errors**: [IllegalStateException] when the store is closed.
    void checkOpen() {
        server.checkOpen();
    }

    <T extends Reply> T ask(Request request, Class<T> expected) {
        return as(expected, server.call(request, false));
    }

    <T extends Reply> T change(Request request, Class<T> expected) {
        return as(expected, server.call(request, true));
    }

    void change(Request request) {
        change(request, Reply.Done.class);
    }

    /// Tells the server what no caller waits for, if it can be reached.
    void tell(Request request) {
        server.tell(request);
    }

    /// The longest body that the server takes.
    int maxBodySize() {
        return server.maxBodySize();
    }

    private <T extends Reply> T as(Class<T> expected, Reply reply) {
        if (!expected.isInstance(reply)) {
            throw strange("a " + expected.getSimpleName(), reply.getClass().getSimpleName());
        }
        return expected.cast(reply);
    }

    List<Long> numbers(Request request, int expectedCount) {
        List<Long> numbers = ask(request, Reply.Numbers.class).values();
        if (numbers.size() != expectedCount) {
            throw strange(expectedCount + " numbers", numbers.size() + " numbers");
        }
        return numbers;
    }

    long[] ordinals(Request request) {
        List<Long> numbers = ask(request, Reply.Numbers.class).values();
        long[] ordinals = numbers.stream().mapToLong(Long::longValue).toArray();
        if (LongStream.of(ordinals).anyMatch(ordinal -> ordinal <= 0)) {
            throw strange("ordinals", Arrays.toString(ordinals));
        }
        return ordinals;
    }

    Map<String, String> facts(Request request) {
        Map<String, String> facts = new LinkedHashMap<>();
        ask(request, Reply.Facts.class)
                .facts()
                .forEach(fact -> facts.put(fact.name(), fact.value()));
        return facts;
    }

    /// What is raised when the server answers what it cannot mean.
    CorruptException strange(String expected, String found) {
        return new CorruptException(
                server.peer() + ": expected " + expected + " from the server, found " + found,
                server.peer(),
                -1,
                expected,
                found);
    }

    /// **Errors**: [IllegalArgumentException] when no commit can have the ordinal.
    static void checkOrdinal(long ordinal) {
        if (ordinal <= 0) {
            throw new IllegalArgumentException("no commit has the ordinal " + ordinal);
        }
    }

    /// **Errors**: [IllegalArgumentException] when `limit` is negative.
    static void checkLimit(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("the limit is negative: " + limit);
        }
    }
}
