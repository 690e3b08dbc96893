package org.commitdb.merge;

import java.util.Optional;
import org.commitdb.value.Value;

/// What shall be at the place of one conflict; empty for nothing.
///
/// **Invariants**: the value is one that the place may have.
public record Resolution(Conflict conflict, Optional<Value> value) {

    /// Checks the value.
    ///
    /// **Errors**: [IllegalArgumentException] when it has a type that the place does not take, or
    /// is missing where a value must be, or is another element than the conflict is about.
    public Resolution {
        if (value.isEmpty() && !conflict.place().mayBeVacant()) {
            throw refused(conflict, "needs a value");
        }
        Optional<Value> element = conflict.place().element();
        if (value.isPresent() && element.isPresent() && !element.equals(value)) {
            throw refused(conflict, "is that element or nothing, not " + value.get());
        }
        if (value.isPresent()
                && element.isEmpty()
                && !conflict.place().path().admits(value.get().type())) {
            throw refused(conflict, "takes no " + value.get().type());
        }
    }

    private static IllegalArgumentException refused(Conflict conflict, String why) {
        return new IllegalArgumentException(
                "the place " + conflict.place() + " of " + conflict.document() + " " + why);
    }

    /// What the parent of the merge has. **Errors**: [IllegalArgumentException] when it has nothing
    /// at a place that needs a value, because it lacks what the place is in.
    public static Resolution ours(Conflict conflict) {
        return new Resolution(conflict, conflict.ours());
    }

    /// What the target of the merge has. **Errors**: as [#ours].
    public static Resolution theirs(Conflict conflict) {
        return new Resolution(conflict, conflict.theirs());
    }

    /// What the streams started from. **Errors**: [IllegalArgumentException] when that is not one
    /// commit; also as [#ours].
    public static Resolution base(Conflict conflict) {
        if (!conflict.based()) {
            throw refused(conflict, "has no base: the streams have no single one");
        }
        return new Resolution(conflict, conflict.base());
    }

    /// What the merge has anyway.
    public static Resolution merged(Conflict conflict) {
        return new Resolution(conflict, conflict.merged());
    }

    /// A given value. **Errors**: as the constructor.
    public static Resolution value(Conflict conflict, Value value) {
        return new Resolution(conflict, Optional.of(value));
    }

    /// Nothing. **Errors**: as the constructor.
    public static Resolution nothing(Conflict conflict) {
        return new Resolution(conflict, Optional.empty());
    }
}
