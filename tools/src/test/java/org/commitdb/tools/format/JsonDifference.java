package org.commitdb.tools.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Finds where two JSON documents differ. Numbers are compared by value, members by name.
final class JsonDifference {

    private JsonDifference() {}

    /// The first difference, as text; empty when there is none.
    static Optional<String> find(JsonNode expected, JsonNode found) {
        return find("$", expected, found);
    }

    private static Optional<String> find(String at, JsonNode expected, JsonNode found) {
        if (expected.isNumber() && found.isNumber()) {
            boolean same = expected.decimalValue().compareTo(found.decimalValue()) == 0;
            return same ? Optional.empty() : difference(at, expected, found);
        }
        if (expected.getNodeType() != found.getNodeType()
                || expected.size() != found.size()
                || (expected.isValueNode() && !expected.equals(found))) {
            return difference(at, expected, found);
        }
        if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                Optional<String> inner = find(at + "[" + i + "]", expected.get(i), found.get(i));
                if (inner.isPresent()) {
                    return inner;
                }
            }
            return Optional.empty();
        }
        for (Map.Entry<String, JsonNode> member : members(expected).entrySet()) {
            String name = member.getKey();
            if (!found.has(name)) {
                return difference(at, expected, found);
            }
            Optional<String> inner = find(at + "." + name, member.getValue(), found.get(name));
            if (inner.isPresent()) {
                return inner;
            }
        }
        return Optional.empty();
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        Map<String, JsonNode> members = new TreeMap<>();
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            members.put(name, object.get(name));
        }
        return members;
    }

    private static Optional<String> difference(String at, JsonNode expected, JsonNode found) {
        return Optional.of(at + ": expected " + expected + ", found " + found);
    }
}
