package org.commitdb.tools.json;

import org.commitdb.dsm.DsmModel;
import org.commitdb.type.Definitions;

/// Writes and reads a model as `.dsm.json`.
///
/// **Invariants**: keys are sorted; decoding and encoding gives the same text. Declaration order is
/// kept within each kind only. **Threads**: any.
public final class DefinitionsJson {

    /// What to make of runtime ids in a text.
    public enum RuntimeIds {
        /// Each must be what the content hashes to.
        VERIFIED,
        /// Must be UUIDs, and are passed over: those that the content hashes to count.
        IGNORED
    }

    private DefinitionsJson() {}

    /// The compact text of a registry.
    public static String encode(Definitions definitions) {
        return encode(new DsmModel(definitions));
    }

    /// The compact text of a model, without a line end.
    public static String encode(DsmModel model) {
        return JsonWriter.write(new DefinitionsEncoder(model).encode(), false);
    }

    /// The text of a model, two spaces a level.
    public static String encodeIndented(DsmModel model) {
        return JsonWriter.write(new DefinitionsEncoder(model).encode(), true);
    }

    /// Reads a text whose runtime ids must be right.
    ///
    /// **Errors**: [JsonException] with the first thing that is wrong.
    public static DsmModel decode(String text) {
        return decode(text, RuntimeIds.VERIFIED);
    }

    /// Reads a text.
    ///
    /// **Errors**: [JsonException] with the first thing that is wrong.
    public static DsmModel decode(String text, RuntimeIds runtimeIds) {
        Place root = Place.root(JsonReader.read(text));
        return new DefinitionsDecoder(runtimeIds == RuntimeIds.VERIFIED).decode(root);
    }
}
