package org.commitdb.remote;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// Something that is done on a thread of its own while the caller goes on.
///
/// **Threads**: one waits, also an interrupted one: the interrupt is kept for later.
final class Ahead<T> {

    private final CompletableFuture<T> result;

    private Ahead(CompletableFuture<T> result) {
        this.result = result;
    }

    /// Begins `work`.
    static <T> Ahead<T> of(Supplier<T> work) {
        return new Ahead<>(
                CompletableFuture.supplyAsync(
                        work, run -> Thread.ofVirtual().name("commitdb-blob").start(run)));
    }

    /// Has `next` done afterwards, whatever has become of it.
    void then(Runnable next) {
        result.whenComplete((done, failure) -> next.run());
    }

    /// What has become of it. **Errors**: what the work raised.
    T await() {
        try {
            return result.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException raised) {
                throw raised;
            }
            throw e;
        }
    }
}
