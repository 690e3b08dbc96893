package org.commitdb.tools.database;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.commitdb.path.Path;
import org.commitdb.state.Place;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.json.Json;
import org.commitdb.type.Definitions;
import org.commitdb.type.SetType;
import org.commitdb.type.Type;
import org.commitdb.value.AnyValue;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// Reads and writes places in documents: a path and, for an element of the set there, its value.
///
/// **Shape** in JSON: the members `path`, absent or empty for the whole document, and `element`,
/// absent for what is not an element. Where the type is not known before there is a document,
/// values are written as `any`. **Errors**, of what reads: [RequestFailedException].
public final class PlaceNames {

    private final JsonValues values;

    /// Names places in documents of this registry.
    public PlaceNames(Definitions definitions) {
        this.values = new JsonValues(definitions);
    }

    /// The place that a path and, when it is not null, an element spell.
    public Place place(Type document, String path, @Nullable Json element) {
        Path parsed = values.path(document, path);
        return element == null
                ? Place.of(parsed)
                : Place.ofElement(parsed, values.read(elementType(parsed), element));
    }

    /// The place that a path and the JSON text of an element, when it is not null, spell.
    public Place place(Type document, String path, @Nullable String element) {
        return place(document, path, element == null ? (Json) null : values.parse(element));
    }

    private static @Nullable Type elementType(Path path) {
        return switch (path.leafType()) {
            case null -> null;
            case SetType set -> set.element();
            default ->
                    throw new RequestFailedException(
                            (path.isRoot() ? "the document" : "the place '" + path + "'")
                                    + " is of type "
                                    + path.leafType()
                                    + ": only a set has elements");
        };
    }

    /// The value of a place's type that the JSON stands for.
    public Value value(Place place, Json node) {
        return values.read(typeOf(place), node);
    }

    private static @Nullable Type typeOf(Place place) {
        Path path = place.path();
        return place.element().isPresent() ? elementType(path) : path.leafType();
    }

    /// `.title`, `.tags ∋ 'sea'`, or `the document`.
    public String text(Place place) {
        String path = place.path().isRoot() ? "" : values.text(place.path());
        return place.isDocument()
                ? "the document"
                : place.element().map(element -> (path + " ∋ " + element).strip()).orElse(path);
    }

    /// Writes the members of a place into the object that is open.
    public void write(JsonGenerator json, Place place) throws IOException {
        json.writeStringField("path", values.text(place.path()));
        if (place.element().isPresent()) {
            write(json, "element", place, place.element());
        }
    }

    /// Writes what is at a place as a member of the object that is open; no member for nothing.
    public void write(JsonGenerator json, String name, Place place, Optional<Value> value)
            throws IOException {
        if (value.isPresent()) {
            json.writeFieldName(name);
            Value known = value.get();
            values.write(json, typeOf(place) == null ? AnyValue.of(known) : known);
        }
    }
}
