package org.commitdb.value;

import java.util.Objects;
import java.util.Optional;
import org.commitdb.type.OptionalType;
import org.jspecify.annotations.Nullable;

/// Nothing or one value; nothing sorts first.
///
/// **Invariants**: the content has the element type.
public final class OptionalValue implements Value {

    private final OptionalType type;
    private final @Nullable Value content;
    private final int nesting;

    private OptionalValue(OptionalType type, @Nullable Value content) {
        this.type = type;
        this.content = content;
        this.nesting = 1 + (content == null ? 0 : Nesting.bound(content));
    }

    /// Nothing.
    public static OptionalValue nil(OptionalType type) {
        return new OptionalValue(type, null);
    }

    /// Holds `content`. **Errors**: [IllegalArgumentException] when it has another type than the
    /// element.
    public static OptionalValue of(OptionalType type, Value content) {
        return new OptionalValue(type, Conformance.require(type.element(), content));
    }

    @Override
    public OptionalType type() {
        return type;
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
        if (!(other instanceof OptionalValue that) || !Conformance.same(type, that.type)) {
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
        return other instanceof OptionalValue that
                && Conformance.same(type, that.type)
                && Objects.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return content == null ? 0 : 31 + content.hashCode();
    }

    @Override
    public String toString() {
        return ValueText.of(this);
    }
}
