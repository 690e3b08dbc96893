package org.commitdb.path;

import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.commitdb.type.Type;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// A place in the documents of one type: steps from the document down. No step means the document
/// itself.
///
/// Text form: `.field`, `[index]`, `{map key}`, `<position uuid>` and `?` for what an optional,
/// `any` or variant holds, as in `.items<0e5f6a7c-...>?.name`. The elements of a mat have no path.
///
/// **Invariants**: immutable; each step is one that the types admit; at most [#MAXIMUM_STEPS]
/// steps.
public final class Path {

    /// The most steps that a path may have.
    public static final int MAXIMUM_STEPS = 1024;

    private final Type rootType;
    private final List<PathStep> steps;
    private final PathTypes leaf;

    private Path(Type rootType, List<PathStep> steps, PathTypes leaf) {
        this.rootType = rootType;
        this.steps = steps;
        this.leaf = leaf;
    }

    /// The path of a whole document of this type.
    public static Path root(Type document) {
        return new Path(document, List.of(), PathTypes.of(document));
    }

    /// The path of these steps into documents of this type.
    ///
    /// **Errors**: [IllegalArgumentException] that names the step that the types do not admit, or
    /// when there are too many.
    public static Path of(Type document, List<PathStep> steps) {
        PathBuilder builder = new PathBuilder(document);
        steps.forEach(builder::add);
        return builder.build();
    }

    /// The path that `text` spells, with map keys in the form of [ScalarKeys].
    ///
    /// **Errors**: [IllegalArgumentException] that quotes the text and says where it goes wrong.
    public static Path parse(Type document, String text) {
        return parse(document, text, ScalarKeys::read);
    }

    /// The path that `text` spells. `keys` reads what stands between braces as a value of the given
    /// type; below an `any`, where the key type is not known, it is asked for an `any` and the key
    /// is what that holds.
    ///
    /// **Errors**: [IllegalArgumentException] that quotes the text and says where it goes wrong.
    public static Path parse(Type document, String text, BiFunction<Type, String, Value> keys) {
        return new PathParser(document, text, keys).parse();
    }

    static Path checked(Type document, List<PathStep> steps, PathTypes leaf) {
        return new Path(document, List.copyOf(steps), leaf);
    }

    /// This path, then the field of that name. **Errors**: [IllegalArgumentException] when there is
    /// none.
    public Path field(String name) {
        return then(new PathStep.Field(name));
    }

    /// This path, then that element of a vector, tuple or vec. **Errors**:
    /// [IllegalArgumentException] when there can be none.
    public Path index(int index) {
        return then(new PathStep.Index(index));
    }

    /// This path, then the value of that key of a map. **Errors**: [IllegalArgumentException] when
    /// there is no map, or the key has another type.
    public Path key(Value key) {
        return then(new PathStep.Key(key));
    }

    /// This path, then that slot of an xarray. **Errors**: [IllegalArgumentException] when there is
    /// no xarray.
    public Path position(UUID position) {
        return then(new PathStep.Position(position));
    }

    /// This path, then what the optional, `any` or variant holds. **Errors**:
    /// [IllegalArgumentException] when there is none of them.
    public Path unwrap() {
        return then(new PathStep.Unwrap());
    }

    /// This path, then `step`. **Cost**: O(steps).
    ///
    /// **Errors**: [IllegalArgumentException] when no value that may be at this place has such a
    /// place in it, or when there are too many steps.
    public Path then(PathStep step) {
        return new PathBuilder(this).add(step).build();
    }

    /// The type of the documents.
    public Type rootType() {
        return rootType;
    }

    /// The type of the place, null when it is not known before there is a document: below an `any`,
    /// or a variant with several alternatives that admit the steps.
    public @Nullable Type leafType() {
        return leaf.only();
    }

    /// The types that the place may have: one, or several below a variant; none listed where they
    /// are not known, below an `any`.
    public List<Type> possibleTypes() {
        return leaf.possible();
    }

    /// Whether a value of `type` may ever be at the place.
    public boolean admits(Type type) {
        return leaf.possible().isEmpty() || leaf.possible().contains(type);
    }

    PathTypes leaf() {
        return leaf;
    }

    /// The steps from the document down.
    public List<PathStep> steps() {
        return steps;
    }

    /// Whether this is the path of the whole document.
    public boolean isRoot() {
        return steps.isEmpty();
    }

    /// Whether `other` is this path or leads to it.
    public boolean startsWith(Path other) {
        return rootType.equals(other.rootType)
                && steps.size() >= other.steps.size()
                && steps.subList(0, other.steps.size()).equals(other.steps);
    }

    /// The value at the place in `document`; null when the document has no such place. **Cost**:
    /// O(log n) a step.
    ///
    /// **Errors**: [IllegalArgumentException] when the document has another type than [#rootType].
    public @Nullable Value resolve(Value document) {
        checkRoot(document);
        Value value = document;
        for (int i = 0; i < steps.size(); i++) {
            value = PathSteps.resolve(value, steps.get(i));
            if (value == null) {
                return null;
            }
        }
        return value;
    }

    /// The document with `replacement` at the place; null when the document has no such place or
    /// what is there has another type. **Cost**: O(log n) a step.
    ///
    /// **Errors**: [IllegalArgumentException] when the document has another type than [#rootType].
    @SuppressWarnings("ReferenceEquality")
    public @Nullable Value replace(Value document, Value replacement) {
        checkRoot(document);
        Value[] way = new Value[steps.size()];
        Value value = document;
        for (int i = 0; i < way.length; i++) {
            way[i] = value;
            value = PathSteps.resolve(value, steps.get(i));
            if (value == null) {
                return null;
            }
        }
        if (value.type() != replacement.type() && !value.type().equals(replacement.type())) {
            return null;
        }
        Value result = replacement;
        for (int i = way.length - 1; i >= 0 && result != null; i--) {
            result = PathSteps.replace(way[i], steps.get(i), result);
        }
        return result;
    }

    @SuppressWarnings("ReferenceEquality")
    private void checkRoot(Value document) {
        if (document.type() != rootType && !document.type().equals(rootType)) {
            throw new IllegalArgumentException(
                    "a path into documents of type "
                            + rootType
                            + " is applied to one of type "
                            + document.type());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Path that
                && steps.equals(that.steps)
                && rootType.equals(that.rootType);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }

    /// The text form, with map keys in the form of [ScalarKeys].
    @Override
    public String toString() {
        return toString(ScalarKeys::write);
    }

    /// The text form; `keys` writes map keys. Below an `any`, where the key type is not known, it
    /// is given the key in an `any`.
    public String toString(Function<Value, String> keys) {
        return PathPrinter.print(this, keys);
    }
}
