package org.commitdb.tools.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// A JSON text as a tree. Closed: a switch over it needs no default.
public sealed interface Json {

    /// Members by name, in order.
    record JsonObject(SequencedMap<String, Json> members) implements Json {

        /// Copies the map.
        public JsonObject {
            members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
        }
    }

    /// Items in order.
    record JsonArray(List<Json> items) implements Json {

        /// Copies the list.
        public JsonArray {
            items = List.copyOf(items);
        }
    }

    /// A string.
    record JsonString(String text) implements Json {}

    /// A number as its text, so that no digit is lost.
    record JsonNumber(String text) implements Json {}

    /// `true` or `false`.
    record JsonBoolean(boolean value) implements Json {}

    /// `null`.
    record JsonNull() implements Json {}

    /// The object of these members in the order of their names, as the definitions format has them.
    static JsonObject sorted(Map<String, ? extends Json> members) {
        return new JsonObject(new LinkedHashMap<>(new TreeMap<>(members)));
    }

    /// What messages call this sort of node.
    default String kind() {
        return switch (this) {
            case JsonObject object -> "object";
            case JsonArray array -> "array";
            case JsonString string -> "string";
            case JsonNumber number -> "number";
            case JsonBoolean bool -> "boolean";
            case JsonNull none -> "null";
        };
    }
}
