package org.commitdb.commit;

import java.util.UUID;
import org.commitdb.path.Path;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;

/// One mutation of one document. Closed: a switch over it needs no default.
///
/// Whether it has an effect is found at replay; an opcode that does not apply changes nothing at
/// all.
public sealed interface Opcode {

    /// What the opcode does.
    Verb verb();

    /// Creates or replaces the document; whatever came before no longer matters.
    record DocumentSet(Value document) implements Opcode {
        @Override
        public Verb verb() {
            return Verb.SET;
        }
    }

    /// Ends the document; whatever came before no longer matters.
    record DocumentRemove() implements Opcode {
        @Override
        public Verb verb() {
            return Verb.REMOVE;
        }
    }

    /// An opcode on a place in an existing document.
    sealed interface Edit extends Opcode {

        /// The place, from the document on.
        Path path();
    }

    /// Replaces the value at a path that resolves.
    record Update(Path path, Value value) implements Edit {
        @Override
        public Verb verb() {
            return Verb.UPDATE;
        }
    }

    /// Adds elements to a set.
    record UnionInSet(Path path, SetValue elements) implements Edit {
        @Override
        public Verb verb() {
            return Verb.UNION_IN_SET;
        }
    }

    /// Removes elements from a set.
    record SubtractInSet(Path path, SetValue elements) implements Edit {
        @Override
        public Verb verb() {
            return Verb.SUBTRACT_IN_SET;
        }
    }

    /// Adds entries to a map and overwrites those whose keys it has.
    record UnionInMap(Path path, MapValue entries) implements Edit {
        @Override
        public Verb verb() {
            return Verb.UNION_IN_MAP;
        }
    }

    /// Overwrites those entries of a map whose keys it has.
    record UpdateInMap(Path path, MapValue entries) implements Edit {
        @Override
        public Verb verb() {
            return Verb.UPDATE_IN_MAP;
        }
    }

    /// Removes keys from a map.
    record SubtractInMap(Path path, SetValue keys) implements Edit {
        @Override
        public Verb verb() {
            return Verb.SUBTRACT_IN_MAP;
        }
    }

    /// Puts a new slot just before the slot `before` of an xarray, or at the end when that is
    /// [XArrayValue#END].
    record InsertInXArray(Path path, UUID before, UUID position, Value value) implements Edit {

        /// Refuses END as the name of a slot.
        public InsertInXArray {
            requireSlot(position);
        }

        @Override
        public Verb verb() {
            return Verb.INSERT_IN_XARRAY;
        }
    }

    /// Replaces the value of a slot, and revives it when it is emptied.
    record UpdateInXArray(Path path, UUID position, Value value) implements Edit {

        /// Refuses END as the name of a slot.
        public UpdateInXArray {
            requireSlot(position);
        }

        @Override
        public Verb verb() {
            return Verb.UPDATE_IN_XARRAY;
        }
    }

    /// Empties a slot, which keeps its place.
    record RemoveInXArray(Path path, UUID position) implements Edit {

        /// Refuses END as the name of a slot.
        public RemoveInXArray {
            requireSlot(position);
        }

        @Override
        public Verb verb() {
            return Verb.REMOVE_IN_XARRAY;
        }
    }

    private static void requireSlot(UUID position) {
        if (position.equals(XArrayValue.END)) {
            throw new IllegalArgumentException("the zero UUID is the end of an xarray, not a slot");
        }
    }
}
