package org.commitdb.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.commitdb.remote.wire.Reply;

/// What a server counts.
///
/// **Threads**: any.
final class ServerCounters {

    final AtomicLong connections = new AtomicLong();
    final AtomicLong running = new AtomicLong();
    final LongAdder accepted = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder requests = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder violations = new LongAdder();
    final LongAdder commits = new LongAdder();
    final LongAdder receivedBytes = new LongAdder();
    final LongAdder sentBytes = new LongAdder();
    private final long startNanos = System.nanoTime();

    /// The counters by name, in the order in which to show them.
    List<Reply.Fact> facts() {
        List<Reply.Fact> facts = new ArrayList<>();
        Duration up = Duration.ofNanos(System.nanoTime() - startNanos);
        facts.add(new Reply.Fact("up for", up.toSeconds() + " s"));
        add(facts, "connections", connections.get());
        add(facts, "connections accepted", accepted.sum());
        add(facts, "connections refused", refused.sum());
        add(facts, "requests running", running.get());
        add(facts, "requests", requests.sum());
        add(facts, "requests failed", failures.sum());
        add(facts, "violations of the protocol", violations.sum());
        add(facts, "commits received", commits.sum());
        add(facts, "bytes received", receivedBytes.sum());
        add(facts, "bytes sent", sentBytes.sum());
        Runtime runtime = Runtime.getRuntime();
        add(facts, "heap used", runtime.totalMemory() - runtime.freeMemory());
        add(facts, "heap limit", runtime.maxMemory());
        return facts;
    }

    private static void add(List<Reply.Fact> facts, String name, long value) {
        facts.add(new Reply.Fact(name, Long.toString(value)));
    }
}
