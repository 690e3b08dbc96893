package org.commitdb.tools.json;

import org.jspecify.annotations.Nullable;

/// The way from the root of a document to a node, written out only when a message needs it.
record JsonPath(@Nullable JsonPath parent, String step) {

    static final JsonPath ROOT = new JsonPath(null, "");

    JsonPath member(String name) {
        return new JsonPath(this, "." + name);
    }

    JsonPath item(int index) {
        return new JsonPath(this, "[" + index + "]");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (JsonPath each = this; each != null; each = each.parent) {
            text.insert(0, each.step);
        }
        if (text.isEmpty()) {
            return "$";
        }
        return text.charAt(0) == '.' ? text.substring(1) : text.toString();
    }
}
