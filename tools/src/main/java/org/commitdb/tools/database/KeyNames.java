package org.commitdb.tools.database;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.json.Json;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.Attachment;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.RuntimeId;
import org.commitdb.value.Key;

/// Reads and writes the keys of documents: a bare UUID is a key of the attachment's own concept;
/// `["uuid", "concept"]` names the concept, by runtime id or by name.
public final class KeyNames {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final int LISTED_CONCEPTS = 8;

    private final Definitions definitions;
    private final JsonValues json;

    /// Reads keys of documents in a database with these definitions.
    public KeyNames(Definitions definitions) {
        this.definitions = definitions;
        this.json = new JsonValues(definitions);
    }

    /// The key that a command line's argument spells, to find a document by. Its instance is what
    /// finds the document: where the attachment takes keys of several concepts, a bare UUID will
    /// do.
    public Key toFind(Attachment attachment, String text) {
        if (text.startsWith("[")) {
            return of(attachment, json.parse(text));
        }
        UUID instance = uuid("key", text);
        return Key.of(attachment.keyTarget(), instance, anyConceptOf(attachment).runtimeId());
    }

    /// The key that a JSON value spells.
    ///
    /// **Errors**: [RequestFailedException].
    public Key of(Attachment attachment, Json node) {
        if (node instanceof Json.JsonString(String text)) {
            UUID instance = uuid("key", text);
            return Key.of(attachment.keyTarget(), instance, ownConceptOf(attachment).runtimeId());
        }
        if (node instanceof Json.JsonArray(List<Json> items)
                && items.size() == 2
                && items.get(0) instanceof Json.JsonString(String instance)
                && items.get(1) instanceof Json.JsonString(String concept)) {
            return of(attachment, uuid("key", instance), concept);
        }
        throw new RequestFailedException("a key is \"uuid\" or [\"uuid\", \"concept\"]");
    }

    private Key of(Attachment attachment, UUID instance, String conceptName) {
        Concept concept = definitions.concept(conceptName);
        if (!definitions.conforms(attachment.keyTarget(), concept.runtimeId())) {
            throw new RequestFailedException(
                    attachment
                            + " takes keys of "
                            + attachment.keyTarget()
                            + ", and "
                            + concept
                            + " is none"
                            + candidates(attachment));
        }
        return Key.of(attachment.keyTarget(), instance, concept.runtimeId());
    }

    /// The key as [#toFind] and [#of] read it: a bare UUID when its concept is the attachment's
    /// own.
    public static String text(Attachment attachment, Key key) {
        return isOwn(attachment, key.concept())
                ? key.instance().toString()
                : "[\"" + key.instance() + "\",\"" + key.concept() + "\"]";
    }

    /// The UUID that `text` spells.
    ///
    /// **Errors**: [RequestFailedException] that calls it a `what`.
    public static UUID uuid(String what, String text) {
        if (!UUID_TEXT.matcher(text).matches()) {
            throw new RequestFailedException(
                    "'" + text + "' is no " + what + ": expected a UUID, 8-4-4-4-12 hex digits");
        }
        return UUID.fromString(text);
    }

    private static boolean isOwn(Attachment attachment, RuntimeId concept) {
        return attachment.keyTarget() instanceof Concept own && own.runtimeId().equals(concept);
    }

    private Concept ownConceptOf(Attachment attachment) {
        if (attachment.keyTarget() instanceof Concept own) {
            return own;
        }
        throw new RequestFailedException(
                attachment
                        + " takes keys of several concepts: write [\"uuid\", \"concept\"]"
                        + candidates(attachment));
    }

    private Concept anyConceptOf(Attachment attachment) {
        return concepts(attachment).stream()
                .findFirst()
                .orElseThrow(() ->
                        new RequestFailedException("no concept can be a key of " + attachment));
    }

    private List<Concept> concepts(Attachment attachment) {
        return switch (attachment.keyTarget()) {
            case Concept own -> List.of(own);
            case Club club -> club.members();
            case AnyConcept any -> definitions.concepts();
        };
    }

    private String candidates(Attachment attachment) {
        List<Concept> concepts = concepts(attachment);
        return "; there is "
                + concepts.stream()
                        .limit(LISTED_CONCEPTS)
                        .map(Concept::toString)
                        .collect(Collectors.joining(", "))
                + (concepts.size() > LISTED_CONCEPTS ? ", …" : "");
    }
}
