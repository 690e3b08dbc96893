package org.commitdb.tools.json;

import org.commitdb.type.Definitions;
import org.commitdb.type.Type;
import org.commitdb.value.Value;

/// Writes and reads values. The text carries no type but inside `any` and `variant`; reading needs
/// the type of the whole.
///
/// | type | JSON |
/// |---|---|
/// | bool, numbers, string | boolean, number (with a fraction for float and double), string |
/// | blob | Base64, padded |
/// | uuid, blob_id, commit_id | string, lower-case hex |
/// | enumeration | `".case"` |
/// | vec, mat | flat array, a mat column by column |
/// | tuple, vector, set | array; a set sorted |
/// | map | array of `[key, value]`, sorted by key |
/// | optional | the content, or `null` |
/// | xarray | `[[live positions in order], [emptied positions in order], {position: element}]` |
/// | structure | object by field name; on reading an absent field gets its default and an unknown name is passed over |
/// | key | `[instance, runtime id of the concept]` |
/// | any, variant | `{"type": type, "value": value}`; an empty `any` is `null` |
///
/// **Losses**: the place of emptied slots in an xarray, which go to the end; masked slots, which
/// stand for inserts that do not count and are left out; an optional that holds an empty optional
/// or an empty `any`, which reads back as empty. **Threads**: any.
public final class ValueJson {

    private final Definitions definitions;

    /// A form of values over these definitions.
    public ValueJson(Definitions definitions) {
        this.definitions = definitions;
    }

    /// The compact text of `value`.
    ///
    /// **Errors**: [JsonException] for NaN and the infinities, which have no JSON form.
    public String encode(Value value) {
        return JsonWriter.write(toJson(value), false);
    }

    /// The text of `value`, two spaces a level.
    ///
    /// **Errors**: [JsonException] for NaN and the infinities, which have no JSON form.
    public String encodeIndented(Value value) {
        return JsonWriter.write(toJson(value), true);
    }

    /// The tree of `value`, to stand inside another document.
    ///
    /// **Errors**: [JsonException] for NaN and the infinities, which have no JSON form.
    public Json toJson(Value value) {
        return new ValueEncoder().encode(value, JsonPath.ROOT);
    }

    /// The value of `type` that a text spells.
    ///
    /// **Errors**: [JsonException] with the first thing that is wrong.
    public Value decode(Type type, String text) {
        return decode(type, JsonReader.read(text));
    }

    /// The value of `type` that a tree spells.
    ///
    /// **Errors**: [JsonException] with the first thing that is wrong.
    public Value decode(Type type, Json json) {
        return new ValueDecoder(definitions).decode(type, Place.root(json));
    }

    /// Reads a text as a tree, for documents that hold values among other things.
    ///
    /// **Errors**: [JsonException] when it is no JSON, nests deeper than 1024 levels or has a
    /// member twice.
    public static Json parse(String text) {
        return JsonReader.read(text);
    }

    /// The compact text of a tree.
    public static String print(Json json) {
        return JsonWriter.write(json, false);
    }
}
