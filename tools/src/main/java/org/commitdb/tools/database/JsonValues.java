package org.commitdb.tools.database;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.commitdb.path.Path;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.json.Json;
import org.commitdb.tools.json.JsonException;
import org.commitdb.tools.json.ValueJson;
import org.commitdb.type.AnyType;
import org.commitdb.type.Definitions;
import org.commitdb.type.Type;
import org.commitdb.value.AnyValue;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// Reads and writes values and paths as command lines have them: in JSON.
///
/// **Errors**, of every method that reads: [RequestFailedException] that says what is wrong and
/// where.
public final class JsonValues {

    private final ValueJson json;

    /// Reads and writes values of types of this registry.
    public JsonValues(Definitions definitions) {
        this.json = new ValueJson(definitions);
    }

    /// The JSON that the text is, whole.
    public Json parse(String text) {
        try {
            return ValueJson.parse(text);
        } catch (JsonException e) {
            throw RequestFailedException.because(e);
        }
    }

    /// The value of `type` that the JSON stands for; when that is null, the value that an `any` in
    /// this JSON holds.
    public Value read(@Nullable Type type, Json node) {
        try {
            return type == null ? held(json.decode(AnyType.ANY, node)) : json.decode(type, node);
        } catch (JsonException e) {
            throw RequestFailedException.because(e);
        }
    }

    private static Value held(Value any) {
        return ((AnyValue) any)
                .value()
                .orElseThrow(() ->
                        new RequestFailedException(
                                "the type of this place is not known; write {\"type\": …,"
                                        + " \"value\": …}"));
    }

    /// Writes a value.
    public void write(JsonGenerator out, Value value) throws IOException {
        out.writeRawValue(text(value));
    }

    /// A value as JSON text.
    public String text(Value value) {
        try {
            return json.encode(value);
        } catch (JsonException e) {
            throw RequestFailedException.because(e);
        }
    }

    /// The path into documents of this type that the text spells, with map keys as JSON.
    public Path path(Type document, String text) {
        try {
            return Path.parse(document, text, this::keyInPath);
        } catch (IllegalArgumentException e) {
            throw RequestFailedException.because(e);
        }
    }

    private Value keyInPath(Type type, String text) {
        try {
            return json.decode(type, text);
        } catch (JsonException e) {
            throw new IllegalArgumentException("map key {" + text + "}: " + e.getMessage(), e);
        }
    }

    /// The text of a path, as [#path] reads it.
    public String text(Path path) {
        return path.toString(this::text);
    }
}
