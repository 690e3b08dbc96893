package org.commitdb.path;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.type.Type;

/// Checks steps one after the other against the types.
final class PathBuilder {

    private final Type rootType;
    private final List<PathStep> steps;
    private PathTypes types;

    PathBuilder(Type rootType) {
        this.rootType = rootType;
        this.steps = new ArrayList<>();
        this.types = PathTypes.of(rootType);
    }

    /// Goes on from `start`.
    PathBuilder(Path start) {
        this.rootType = start.rootType();
        this.steps = new ArrayList<>(start.steps());
        this.types = start.leaf();
    }

    /// What the place may be so far.
    PathTypes types() {
        return types;
    }

    PathBuilder add(PathStep step) {
        if (steps.size() == Path.MAXIMUM_STEPS) {
            throw new IllegalArgumentException(
                    "a path has at most " + Path.MAXIMUM_STEPS + " steps");
        }
        PathStep conformed = step instanceof PathStep.Key key ? types.conform(key) : step;
        PathTypes next = types.after(conformed);
        if (next == null) {
            throw new IllegalArgumentException(
                    "a value of type " + types + " has no place " + PathPrinter.print(step));
        }
        steps.add(conformed);
        types = next;
        return this;
    }

    Path build() {
        return Path.checked(rootType, steps, types);
    }
}
