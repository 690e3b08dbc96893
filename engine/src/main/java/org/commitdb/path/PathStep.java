package org.commitdb.path;

import java.util.UUID;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;

/// One step of a path: from a composite value into one of its places.
public sealed interface PathStep {

    /// The field of a structure. **Invariants**: not empty, without the characters that separate
    /// steps in text.
    record Field(String name) implements PathStep {

        private static final String SEPARATORS = ".[]{}<>?";

        /// Checks the invariants; [IllegalArgumentException].
        public Field {
            if (name.isEmpty() || name.chars().anyMatch(c -> SEPARATORS.indexOf(c) >= 0)) {
                throw new IllegalArgumentException("'" + name + "' is no field name");
            }
        }
    }

    /// The element of a vector, a tuple or a vec, from 0.
    record Index(int index) implements PathStep {

        /// Refuses a negative index with an [IllegalArgumentException].
        public Index {
            if (index < 0) {
                throw new IllegalArgumentException("an index is not negative: " + index);
            }
        }
    }

    /// The value that a map has for a key.
    record Key(Value key) implements PathStep {}

    /// The value in a live slot of an xarray.
    record Position(UUID position) implements PathStep {

        /// Refuses the end marker with an [IllegalArgumentException].
        public Position {
            if (position.equals(XArrayValue.END)) {
                throw new IllegalArgumentException(
                        "the zero UUID is the end of an xarray, not a position");
            }
        }
    }

    /// What an optional, an `any` or a variant holds.
    record Unwrap() implements PathStep {}
}
