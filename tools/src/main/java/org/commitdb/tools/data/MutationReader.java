package org.commitdb.tools.data;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commitdb.commit.Verb;
import org.commitdb.path.Path;
import org.commitdb.state.AttachmentMutating;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.database.JsonValues;
import org.commitdb.tools.database.KeyNames;
import org.commitdb.tools.json.Json;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.type.MapType;
import org.commitdb.type.SetType;
import org.commitdb.type.Type;
import org.commitdb.type.XArrayType;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.jspecify.annotations.Nullable;

/// Reads mutations, each a JSON object, and records them.
///
/// **Shape**: `op`, `attachment` and `key` always; `path` with all but `set`, `remove` and `diff`,
/// empty when absent; `value` is the operand: the document, the value, the elements of a set, the
/// entries or keys of a map; `position` names a slot of an xarray, `before` its successor. Where
/// the type of a place is not known before there is a document, the operand is written as an `any`.
/// [MutationWriter] writes the same.
final class MutationReader {

    /// The op without a verb of its own: it records the verbs that lead to the document given.
    private static final String DIFF = "diff";

    private final Definitions definitions;
    private final JsonValues values;
    private final KeyNames keys;
    private final AttachmentMutating target;

    MutationReader(Definitions definitions, AttachmentMutating target) {
        this.definitions = definitions;
        this.values = new JsonValues(definitions);
        this.keys = new KeyNames(definitions);
        this.target = target;
    }

    /// Records the mutation that the text spells.
    ///
    /// **Errors**: [RequestFailedException], [IllegalArgumentException] or
    /// [org.commitdb.error.UnknownIdException] that says what is wrong; nothing was recorded then.
    void read(String text) {
        if (!(values.parse(text) instanceof Json.JsonObject mutation)) {
            throw new RequestFailedException("a mutation is a JSON object");
        }
        String op = text(mutation, Member.OP);
        if (op.equals(DIFF)) {
            checkMembers(op, membersOf(Verb.SET), mutation);
            Attachment attachment = attachment(mutation);
            Value document = operand(attachment.documentType(), mutation);
            target.diff(attachment, key(attachment, mutation), document);
        } else {
            Verb verb = verb(op);
            checkMembers(op, membersOf(verb), mutation);
            Attachment attachment = attachment(mutation);
            record(verb, attachment, key(attachment, mutation), mutation);
        }
    }

    /// The members that a mutation may have.
    private enum Member {
        OP,
        ATTACHMENT,
        KEY,
        PATH,
        VALUE,
        BEFORE,
        POSITION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static Set<Member> membersOf(Verb verb) {
        EnumSet<Member> members = EnumSet.of(Member.OP, Member.ATTACHMENT, Member.KEY);
        members.addAll(
                switch (verb) {
                    case SET -> List.of(Member.VALUE);
                    case REMOVE -> List.of();
                    case UPDATE,
                            UNION_IN_SET,
                            SUBTRACT_IN_SET,
                            UNION_IN_MAP,
                            UPDATE_IN_MAP,
                            SUBTRACT_IN_MAP ->
                            List.of(Member.PATH, Member.VALUE);
                    case INSERT_IN_XARRAY ->
                            List.of(Member.PATH, Member.BEFORE, Member.POSITION, Member.VALUE);
                    case UPDATE_IN_XARRAY -> List.of(Member.PATH, Member.POSITION, Member.VALUE);
                    case REMOVE_IN_XARRAY -> List.of(Member.PATH, Member.POSITION);
                });
        return members;
    }

    private static Verb verb(String op) {
        return Verb.named(op)
                .orElseThrow(() ->
                        new RequestFailedException(
                                "there is no op '" + op + "'; there is " + opNames()));
    }

    private static String opNames() {
        return Stream.concat(Stream.of(Verb.values()).map(Verb::toString), Stream.of(DIFF))
                .collect(Collectors.joining(", "));
    }

    private static void checkMembers(String op, Set<Member> members, Json.JsonObject mutation) {
        for (String name : mutation.members().keySet()) {
            if (members.stream().noneMatch(member -> member.toString().equals(name))) {
                throw new RequestFailedException(
                        op + " has no member \"" + name + "\", only " + members);
            }
        }
    }

    private Attachment attachment(Json.JsonObject mutation) {
        return definitions.attachment(text(mutation, Member.ATTACHMENT));
    }

    private Key key(Attachment attachment, Json.JsonObject mutation) {
        return keys.of(attachment, member(mutation, Member.KEY));
    }

    private void record(Verb verb, Attachment attachment, Key key, Json.JsonObject mutation) {
        Path path = path(attachment, mutation);
        switch (verb) {
            case SET -> target.set(attachment, key, operand(attachment.documentType(), mutation));
            case REMOVE -> target.remove(attachment, key);
            case UPDATE -> target.update(attachment, key, path, operand(path.leafType(), mutation));
            case UNION_IN_SET -> target.unionInSet(attachment, key, path, elements(path, mutation));
            case SUBTRACT_IN_SET ->
                    target.subtractInSet(attachment, key, path, elements(path, mutation));
            case UNION_IN_MAP -> target.unionInMap(attachment, key, path, entries(path, mutation));
            case UPDATE_IN_MAP ->
                    target.updateInMap(attachment, key, path, entries(path, mutation));
            case SUBTRACT_IN_MAP ->
                    target.subtractInMap(attachment, key, path, keysOfMap(path, mutation));
            case INSERT_IN_XARRAY -> insert(attachment, key, path, mutation);
            case UPDATE_IN_XARRAY ->
                    target.updateInXArray(
                            attachment, key, path, position(mutation), slot(path, mutation));
            case REMOVE_IN_XARRAY ->
                    target.removeInXArray(attachment, key, path, position(mutation));
        }
    }

    private void insert(Attachment attachment, Key key, Path path, Json.JsonObject mutation) {
        UUID before =
                isAbsent(mutation, Member.BEFORE)
                        ? XArrayValue.END
                        : KeyNames.uuid("position", text(mutation, Member.BEFORE));
        Value value = slot(path, mutation);
        if (isAbsent(mutation, Member.POSITION)) {
            target.insertInXArray(attachment, key, path, before, value);
        } else {
            target.insertInXArray(attachment, key, path, before, position(mutation), value);
        }
    }

    private Path path(Attachment attachment, Json.JsonObject mutation) {
        return isAbsent(mutation, Member.PATH)
                ? Path.root(attachment.documentType())
                : values.path(attachment.documentType(), text(mutation, Member.PATH));
    }

    private static UUID position(Json.JsonObject mutation) {
        return KeyNames.uuid("position", text(mutation, Member.POSITION));
    }

    /// The operand as a value of `type`, or of the type that it names itself when that is null.
    private Value operand(@Nullable Type type, Json.JsonObject mutation) {
        Json value = member(mutation, Member.VALUE);
        try {
            return values.read(type, value);
        } catch (RequestFailedException e) {
            throw new RequestFailedException("value: " + e.getMessage(), e);
        }
    }

    private SetValue elements(Path path, Json.JsonObject mutation) {
        Type type = path.leafType();
        if ((type == null || type instanceof SetType)
                && operand(type, mutation) instanceof SetValue set) {
            return set;
        }
        throw wrongPlace(path, "set");
    }

    private MapValue entries(Path path, Json.JsonObject mutation) {
        Type type = path.leafType();
        if ((type == null || type instanceof MapType)
                && operand(type, mutation) instanceof MapValue map) {
            return map;
        }
        throw wrongPlace(path, "map");
    }

    private SetValue keysOfMap(Path path, Json.JsonObject mutation) {
        Type type = path.leafType() instanceof MapType map ? new SetType(map.key()) : null;
        if ((path.leafType() == null || type != null)
                && operand(type, mutation) instanceof SetValue set) {
            return set;
        }
        throw wrongPlace(path, "map");
    }

    private Value slot(Path path, Json.JsonObject mutation) {
        return switch (path.leafType()) {
            case null -> operand(null, mutation);
            case XArrayType xarray -> operand(xarray.element(), mutation);
            default -> throw wrongPlace(path, "xarray");
        };
    }

    private static RequestFailedException wrongPlace(Path path, String wanted) {
        String place = path.isRoot() ? "the document" : "the place '" + path + "'";
        return new RequestFailedException(
                path.leafType() == null
                        ? "the value is no " + wanted
                        : place + " is of type " + path.leafType() + ", not a " + wanted);
    }

    private static boolean isAbsent(Json.JsonObject mutation, Member member) {
        Json node = mutation.members().get(member.toString());
        return node == null || node instanceof Json.JsonNull;
    }

    private static Json member(Json.JsonObject mutation, Member member) {
        Json node = mutation.members().get(member.toString());
        if (node == null) {
            throw new RequestFailedException("the member \"" + member + "\" is missing");
        }
        return node;
    }

    private static String text(Json.JsonObject mutation, Member member) {
        Json node = member(mutation, member);
        if (node instanceof Json.JsonString(String text)) {
            return text;
        }
        throw new RequestFailedException(
                "the member \"" + member + "\" is a string, not of kind " + node.kind());
    }
}
