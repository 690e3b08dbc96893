package org.commitdb.state;

import java.util.Optional;
import org.commitdb.path.Path;
import org.commitdb.path.PathStep;
import org.commitdb.value.SetValue;
import org.commitdb.value.Value;

/// A place in the documents of one type as mutations see it: a path, or one element of the set at a
/// path. A map's entry is the path with its key, an xarray's slot the path with its position; both
/// are places also while nothing is there.
public record Place(Path path, Optional<Value> element) {

    /// The place that `path` leads to.
    public static Place of(Path path) {
        return new Place(path, Optional.empty());
    }

    /// The place of `element` in the set that `path` leads to, whether it is in it or not.
    public static Place ofElement(Path path, Value element) {
        return new Place(path, Optional.of(element));
    }

    /// Whether it is the whole document.
    public boolean isDocument() {
        return path.isRoot() && element.isEmpty();
    }

    /// Whether something may be missing there while what it is in exists: a document, a map's
    /// entry, an element, a slot.
    public boolean mayBeVacant() {
        if (path.isRoot() || element.isPresent()) {
            return true;
        }
        return switch (path.steps().getLast()) {
            case PathStep.Key key -> true;
            case PathStep.Position position -> true;
            case PathStep.Field field -> false;
            case PathStep.Index index -> false;
            case PathStep.Unwrap unwrap -> false;
        };
    }

    /// Whether this place and `other` are one, or one is within the other.
    public boolean overlaps(Place other) {
        if (element.isPresent() && other.element.isPresent()) {
            return equals(other);
        }
        return (element.isEmpty() && other.path.startsWith(path))
                || (other.element.isEmpty() && path.startsWith(other.path));
    }

    /// What is at this place in `document`; an element stands for itself. Empty when the document,
    /// or anything there, is missing.
    public Optional<Value> in(Optional<Value> document) {
        return document.flatMap(value -> Optional.ofNullable(path.resolve(value)))
                .flatMap(this::elementOf);
    }

    private Optional<Value> elementOf(Value found) {
        return element.isEmpty()
                ? Optional.of(found)
                : element.filter(wanted -> found instanceof SetValue set && set.contains(wanted));
    }

    /// The path, and an element after `∋`.
    @Override
    public String toString() {
        return element.map(wanted -> path + " ∋ " + wanted).orElseGet(path::toString);
    }
}
