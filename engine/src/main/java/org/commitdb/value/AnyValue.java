package org.commitdb.value;

import java.util.Objects;
import java.util.Optional;
import org.commitdb.type.AnyType;
import org.jspecify.annotations.Nullable;

/// Nothing or one value of any type, with that type. Nothing sorts first, then by type, then by
/// value.
///
/// **Invariants**: the content nests at most [Value#MAXIMUM_DEPTH] levels. What an `any` holds is
/// not itself checked against a registry.
public final class AnyValue implements Value {

    private static final AnyValue NIL = new AnyValue(null, 1);

    private final @Nullable Value content;
    private final int nesting;

    private AnyValue(@Nullable Value content, int nesting) {
        this.content = content;
        this.nesting = nesting;
    }

    /// Nothing.
    public static AnyValue nil() {
        return NIL;
    }

    /// Holds `content`, which may itself be an `any`.
    ///
    /// **Errors**: [IllegalArgumentException] when the content nests more than
    /// [Value#MAXIMUM_DEPTH] levels.
    public static AnyValue of(Value content) {
        int nesting = Nesting.ofContent(content);
        if (nesting > MAXIMUM_DEPTH) {
            throw new IllegalArgumentException(
                    "a value in any nests at most " + MAXIMUM_DEPTH + " levels, not " + nesting);
        }
        return new AnyValue(content, nesting + 1);
    }

    /// Whether [#of] takes `content`: whether it nests few enough levels.
    public static boolean canHold(Value content) {
        return Nesting.ofContent(content) <= MAXIMUM_DEPTH;
    }

    /// Whether an `any` may surely hold `content` below `levels` other levels; where this is false,
    /// it may yet be true. **Cost**: O(1).
    public static boolean canHold(Value content, int levels) {
        return levels <= MAXIMUM_DEPTH && Nesting.bound(content) <= MAXIMUM_DEPTH - levels;
    }

    @Override
    public AnyType type() {
        return AnyType.ANY;
    }

    /// Whether there is nothing.
    public boolean isNil() {
        return content == null;
    }

    /// The content, if there is any.
    public Optional<Value> value() {
        return Optional.ofNullable(content);
    }

    @Nullable Value content() {
        return content;
    }

    /// How many levels this value nests, or more.
    int nesting() {
        return nesting;
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof AnyValue that)) {
            return TypeOrder.compare(this, other);
        }
        Value left = content;
        Value right = that.content;
        return left == null || right == null
                ? Boolean.compare(left != null, right != null)
                : left.compareTo(right);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AnyValue that && Objects.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return content == null ? 0 : 37 + content.hashCode();
    }

    @Override
    public String toString() {
        return ValueText.of(this);
    }
}
