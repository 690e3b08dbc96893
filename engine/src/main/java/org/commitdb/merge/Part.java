package org.commitdb.merge;

import java.util.Optional;
import org.commitdb.path.Path;
import org.commitdb.path.PathStep;
import org.commitdb.state.Place;
import org.commitdb.value.Value;

/// A place one step within a value that is found in several versions: what leads to it, a step or
/// an element of a set, and what is there.
record Part(Optional<PathStep> step, Optional<Value> element, Versions versions) {

    static Part of(PathStep step, Versions versions) {
        return new Part(Optional.of(step), Optional.empty(), versions);
    }

    static Part ofElement(Value element, Versions versions) {
        return new Part(Optional.empty(), Optional.of(element), versions);
    }

    /// The place, when the value is at `whole`.
    Place placeIn(Path whole) {
        return new Place(step.map(whole::then).orElse(whole), element);
    }
}
