package org.commitdb.merge;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// What is at one place in the base, in both streams and in the merged state; null where nothing
/// is. Without a single base, `based` is false and `base` null.
record Versions(
        boolean based,
        @Nullable Value base,
        @Nullable Value ours,
        @Nullable Value theirs,
        @Nullable Value merged) {

    /// Whether the intent of a stream is not visible: it changed the place, and the merge has
    /// something else. Without a base: whether the streams differ.
    boolean isLost() {
        return based ? isLost(ours) || isLost(theirs) : !Objects.equals(ours, theirs);
    }

    private boolean isLost(@Nullable Value stream) {
        return !Objects.equals(stream, base) && !Objects.equals(stream, merged);
    }

    /// Whether streams and merge all have a value of this class.
    boolean areAll(Class<? extends Value> kind) {
        return kind.isInstance(ours) && kind.isInstance(theirs) && kind.isInstance(merged);
    }

    /// Whether `trait` is the same in streams and merge, which all have values.
    boolean agreeOn(Function<Value, @Nullable Object> trait) {
        Object expected = ours == null ? null : trait.apply(ours);
        return expected != null
                && theirs != null
                && merged != null
                && expected.equals(trait.apply(theirs))
                && expected.equals(trait.apply(merged));
    }

    /// What is at one place within: `step` looks it up, where there is a value to look into.
    Versions within(Function<Value, @Nullable Value> step) {
        return new Versions(
                based, into(base, step), into(ours, step), into(theirs, step), into(merged, step));
    }

    private static @Nullable Value into(
            @Nullable Value value, Function<Value, @Nullable Value> step) {
        return value == null ? null : step.apply(value);
    }

    /// The values that there are, the merged one first.
    List<Value> all() {
        return Stream.of(mergedValue(), ourValue(), theirValue(), baseValue())
                .flatMap(Optional::stream)
                .toList();
    }

    Optional<Value> baseValue() {
        return Optional.ofNullable(base);
    }

    Optional<Value> ourValue() {
        return Optional.ofNullable(ours);
    }

    Optional<Value> theirValue() {
        return Optional.ofNullable(theirs);
    }

    Optional<Value> mergedValue() {
        return Optional.ofNullable(merged);
    }
}
