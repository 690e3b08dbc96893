package org.commitdb.path;

import java.util.function.Function;
import org.commitdb.value.AnyValue;
import org.commitdb.value.Value;

/// Writes the text form of paths.
final class PathPrinter {

    private PathPrinter() {}

    static String print(Path path, Function<Value, String> keys) {
        StringBuilder out = new StringBuilder();
        PathTypes types = PathTypes.of(path.rootType());
        for (PathStep step : path.steps()) {
            if (step instanceof PathStep.Key key) {
                Value shown = types.keyType() == null ? AnyValue.of(key.key()) : key.key();
                out.append('{').append(keys.apply(shown)).append('}');
            } else {
                out.append(print(step));
            }
            PathTypes next = types.after(step);
            if (next == null) {
                throw new IllegalStateException(
                        "a path was made with a step that its types do not admit");
            }
            types = next;
        }
        return out.toString();
    }

    static String print(PathStep step) {
        return switch (step) {
            case PathStep.Field field -> "." + field.name();
            case PathStep.Index index -> "[" + index.index() + "]";
            case PathStep.Key key -> "{" + ScalarKeys.write(key.key()) + "}";
            case PathStep.Position position -> "<" + position.position() + ">";
            case PathStep.Unwrap unwrap -> "?";
        };
    }
}
