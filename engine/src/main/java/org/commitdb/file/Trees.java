package org.commitdb.file;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Index trees that somebody examines: those of one checkpoint in a file that nobody writes, or the
/// newest of a file that is open.
///
/// **Threads**: one.
final class Trees {

    private static final int ATTEMPTS = 3;

    private final @Nullable Readers readers;
    private final @Nullable Generation fixed;
    private final @Nullable EngineThread upkeep;

    private Trees(
            @Nullable Readers readers, @Nullable Generation fixed, @Nullable EngineThread upkeep) {
        this.readers = readers;
        this.fixed = fixed;
        this.upkeep = upkeep;
    }

    /// The trees of one checkpoint, whose pages nobody reuses.
    static Trees fixed(Generation generation) {
        return new Trees(null, generation, null);
    }

    /// The newest trees that `readers` see; `upkeep` is the thread that writes checkpoints.
    static Trees live(Readers readers, EngineThread upkeep) {
        return new Trees(readers, null, upkeep);
    }

    /// Whether the trees may be newer from question to question.
    boolean isLive() {
        return fixed == null;
    }

    /// What `question` finds in trees whose pages were not reused meanwhile. It is asked again when
    /// they were; at last while no checkpoint is written.
    <T> T read(Function<Generation, T> question) {
        if (fixed != null) {
            return question.apply(fixed);
        }
        Readers source = readers;
        EngineThread thread = upkeep;
        if (source == null || thread == null) {
            throw new IllegalStateException("neither fixed nor live");
        }
        int[] attempts = {0};
        Answer<T> answer =
                source.read(snapshot ->
                        attempts[0]++ < ATTEMPTS
                                ? new Answer<>(question.apply(snapshot.generation()))
                                : new Answer<T>(null));
        return answer.value != null ? answer.value : readUndisturbed(source, thread, question);
    }

    private static <T> T readUndisturbed(
            Readers source, EngineThread thread, Function<Generation, T> question) {
        try {
            return thread.call(
                    () -> source.read(snapshot -> question.apply(snapshot.generation())));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Null when it was given up.
    private record Answer<T>(@Nullable T value) {}
}
