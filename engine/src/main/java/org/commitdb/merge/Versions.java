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

    /// Whether `stream` has what the base has, so that no intent of it is at stake.
    private boolean isUnchanged(@Nullable Value stream) {
        return based && Objects.equals(stream, base);
    }

    /// Whether the merge, and the streams as far as they changed the place, have values of this
    /// class.
    boolean areAll(Class<? extends Value> kind) {
        return kind.isInstance(merged)
                && (kind.isInstance(ours) || isUnchanged(ours))
                && (kind.isInstance(theirs) || isUnchanged(theirs));
    }

    /// Whether the merge, and the streams as far as they changed the place, have `trait` in common.
    boolean agreeOn(Function<Value, @Nullable Object> trait) {
        Object expected = merged == null ? null : trait.apply(merged);
        return expected != null
                && (isUnchanged(ours) || has(ours, trait, expected))
                && (isUnchanged(theirs) || has(theirs, trait, expected));
    }

    private static boolean has(
            @Nullable Value stream, Function<Value, @Nullable Object> trait, Object expected) {
        return stream != null && expected.equals(trait.apply(stream));
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
