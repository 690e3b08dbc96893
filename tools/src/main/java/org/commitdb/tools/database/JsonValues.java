package org.commitdb.tools.database;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.commitdb.path.Path;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.console.Suggestions;
import org.commitdb.tools.json.Json;
import org.commitdb.tools.json.JsonException;
import org.commitdb.tools.json.ValueJson;
import org.commitdb.type.AnyType;
import org.commitdb.type.Definitions;
import org.commitdb.type.Field;
import org.commitdb.type.Structure;
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

    /// The JSON that the line is, whole.
    public Json parse(String line) {
        try {
            return ValueJson.parse(line);
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
            return parsePath(document, text);
        } catch (IllegalArgumentException e) {
            throw new RequestFailedException(e.getMessage() + fieldsNear(document, text), e);
        }
    }

    private Path parsePath(Type document, String text) {
        return Path.parse(document, text, this::keyInPath);
    }

    /// What may have been meant by the first step of a refused path that leads nowhere.
    private String fieldsNear(Type document, String text) {
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            Path before;
            try {
                before = parsePath(document, text.substring(0, dot));
            } catch (IllegalArgumentException e) {
                continue;
            }
            String name = text.substring(dot + 1).split("[.\\[{<?]", 2)[0];
            if (before.leafType() instanceof Structure structure && structure.indexOf(name) < 0) {
                List<String> names = structure.fields().stream().map(Field::name).toList();
                String question = Suggestions.question(name, names);
                return question.isEmpty() ? "; it has " + String.join(", ", names) : question;
            }
        }
        return "";
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
