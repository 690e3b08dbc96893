package org.commitdb.tools.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A node of a document with the way to it, and the questions that decoders ask of a node. A wrong
/// answer is a [JsonException].
record Place(Json node, JsonPath path) {

    private static final Pattern UUID_TEXT =
            Pattern.compile(
                    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");

    static Place root(Json node) {
        return new Place(node, JsonPath.ROOT);
    }

    JsonException refuse(JsonProblem problem, String message) {
        return new JsonException(problem, path.toString(), message);
    }

    boolean isNull() {
        return node instanceof Json.JsonNull;
    }

    /// The node as an object with no other members than these.
    Place object(Set<String> allowed) {
        for (String name : members().keySet()) {
            if (!allowed.contains(name)) {
                throw refuse(JsonProblem.UNKNOWN_MEMBER, "unknown member " + name);
            }
        }
        return this;
    }

    /// The members of an object, any allowed.
    Map<String, Json> members() {
        if (node instanceof Json.JsonObject object) {
            return object.members();
        }
        throw refuse(JsonProblem.EXPECTED_TYPE, "expected json object");
    }

    /// The items of an array.
    List<Place> items() {
        if (!(node instanceof Json.JsonArray array)) {
            throw refuse(JsonProblem.EXPECTED_TYPE, "expected json array");
        }
        List<Place> items = new ArrayList<>(array.items().size());
        for (Json item : array.items()) {
            items.add(new Place(item, path.item(items.size())));
        }
        return items;
    }

    /// The items of an array of exactly `count`.
    List<Place> items(int count) {
        List<Place> items = items();
        if (items.size() != count) {
            throw refuse(
                    JsonProblem.EXPECTED_TYPE,
                    "expected json array of " + count + " items, found " + items.size());
        }
        return items;
    }

    /// The node as a string.
    String text() {
        if (node instanceof Json.JsonString string) {
            return string.text();
        }
        throw refuse(JsonProblem.EXPECTED_TYPE, "expected json string");
    }

    /// The node as a number, as written.
    String number() {
        if (node instanceof Json.JsonNumber number) {
            return number.text();
        }
        throw refuse(JsonProblem.EXPECTED_TYPE, "expected json number");
    }

    /// The node as a number without fraction and exponent, as written.
    String integer() {
        if (node instanceof Json.JsonNumber number && INTEGER.matcher(number.text()).matches()) {
            return number.text();
        }
        throw refuse(JsonProblem.EXPECTED_TYPE, "expected json integer");
    }

    /// The node as a boolean.
    boolean bool() {
        if (node instanceof Json.JsonBoolean bool) {
            return bool.value();
        }
        throw refuse(JsonProblem.EXPECTED_TYPE, "expected json boolean");
    }

    /// The node as a UUID in a string, 8-4-4-4-12.
    UUID uuid() {
        String text = text();
        if (!UUID_TEXT.matcher(text).matches()) {
            throw refuse(JsonProblem.MALFORMED_TEXT, "malformed uuid " + text);
        }
        return UUID.fromString(text);
    }

    /// The member named `name`, null when there is none.
    @Nullable Place optional(String name) {
        Json member = members().get(name);
        return member == null ? null : new Place(member, path.member(name));
    }

    /// The member named `name`.
    Place member(String name) {
        Place member = optional(name);
        if (member == null) {
            throw refuse(JsonProblem.EXPECTED_MEMBER, "expected member " + name);
        }
        return member;
    }

    /// The member named `name` as a string.
    String textMember(String name) {
        if (member(name).node instanceof Json.JsonString string) {
            return string.text();
        }
        throw wrongMember(name, "string");
    }

    /// The member named `name` as a UUID in lower case.
    UUID uuidMember(String name) {
        String text = textMember(name);
        UUID uuid = member(name).uuid();
        if (!uuid.toString().equals(text)) {
            throw member(name).refuse(JsonProblem.MALFORMED_TEXT, "malformed uuid " + text);
        }
        return uuid;
    }

    /// The member named `name` as a boolean.
    boolean boolMember(String name) {
        if (member(name).node instanceof Json.JsonBoolean bool) {
            return bool.value();
        }
        throw wrongMember(name, "boolean");
    }

    /// The member named `name` as an integer, as written.
    String integerMember(String name) {
        if (member(name).node instanceof Json.JsonNumber number
                && INTEGER.matcher(number.text()).matches()) {
            return number.text();
        }
        throw wrongMember(name, "integer");
    }

    /// The items of the member named `name`.
    List<Place> arrayMember(String name) {
        Place member = member(name);
        if (member.node instanceof Json.JsonArray) {
            return member.items();
        }
        throw wrongMember(name, "array");
    }

    private JsonException wrongMember(String name, String kind) {
        return refuse(
                JsonProblem.EXPECTED_MEMBER_TYPE, "expected member " + name + " of type " + kind);
    }
}
