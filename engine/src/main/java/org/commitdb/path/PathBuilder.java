package org.commitdb.path;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.type.Type;
import org.jspecify.annotations.Nullable;

/// Makes a path step by step, each checked against the types.
///
/// **Threads**: one. **Cost**: O(1) a step, where [Path#then] copies the path so far.
public final class PathBuilder {

    private final Type rootType;
    private final List<PathStep> steps;
    private PathTypes types;

    /// Starts at a whole document of type `rootType`.
    public PathBuilder(Type rootType) {
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

    /// The type of the place so far, null when it is not known, see [Path#leafType].
    public @Nullable Type leafType() {
        return types.only();
    }

    /// Goes one step on. A map key of another flavour is converted.
    ///
    /// **Errors**: [IllegalArgumentException] when no value of this place's type has such a place,
    /// or there are too many steps.
    public PathBuilder add(PathStep step) {
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

    /// The path so far.
    public Path build() {
        return Path.checked(rootType, steps, types);
    }
}
