package org.commitdb.state;

import java.util.Set;
import java.util.UUID;
import org.commitdb.path.Path;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.Value;

/// Records what is to be done to documents, and reads them as they will be.
///
/// A verb fails at once when it can never apply: [IllegalArgumentException] for a key that the
/// attachment does not take, a path into another type, a value of the wrong type;
/// [org.commitdb.error.UnknownIdException] for an unknown attachment. Whether it applies to the
/// document as it is then is found at replay, where a verb that does not apply has no effect at
/// all.
public interface AttachmentMutating extends AttachmentGetting {

    /// Creates or replaces the document.
    void set(Attachment attachment, Key key, Value document);

    /// Ends the document.
    void remove(Attachment attachment, Key key);

    /// Replaces the value at `path`; never creates a map key, a vector slot or an optional's
    /// content.
    void update(Attachment attachment, Key key, Path path, Value value);

    /// Adds elements to the set at `path`.
    void unionInSet(Attachment attachment, Key key, Path path, SetValue elements);

    /// Removes elements from the set at `path`.
    void subtractInSet(Attachment attachment, Key key, Path path, SetValue elements);

    /// Adds entries to the map at `path`, and overwrites those that it has.
    void unionInMap(Attachment attachment, Key key, Path path, MapValue entries);

    /// Overwrites entries of the map at `path` that it has.
    void updateInMap(Attachment attachment, Key key, Path path, MapValue entries);

    /// Removes keys from the map at `path`.
    void subtractInMap(Attachment attachment, Key key, Path path, SetValue keys);

    /// Puts a slot named `position` with `value` just before the slot `before` of the xarray at
    /// `path`, or last when `before` is [org.commitdb.value.XArrayValue#END].
    void insertInXArray(
            Attachment attachment, Key key, Path path, UUID before, UUID position, Value value);

    /// Puts a slot with a new random name, which is returned, as [#insertInXArray(Attachment, Key,
    /// Path, UUID, UUID, Value)] does.
    default UUID insertInXArray(
            Attachment attachment, Key key, Path path, UUID before, Value value) {
        UUID position = UUID.randomUUID();
        insertInXArray(attachment, key, path, before, position, value);
        return position;
    }

    /// Replaces the value of a slot of the xarray at `path`, and revives it when it is emptied.
    void updateInXArray(Attachment attachment, Key key, Path path, UUID position, Value value);

    /// Empties a slot of the xarray at `path`.
    void removeInXArray(Attachment attachment, Key key, Path path, UUID position);

    /// Records what makes the document as it is now into `document`: opcodes as fine as the types
    /// allow, so that they merge well with what others do. A structure goes field by field, nested
    /// ones too when `recursive`; a place in `units` is never split.
    void diff(Attachment attachment, Key key, Value document, boolean recursive, Set<Path> units);

    /// Records what makes the document as it is now into `document`, nested structures field by
    /// field.
    default void diff(Attachment attachment, Key key, Value document) {
        diff(attachment, key, document, true, Set.of());
    }
}
