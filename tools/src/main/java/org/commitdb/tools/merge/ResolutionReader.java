package org.commitdb.tools.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commitdb.error.CommitDatabaseException;
import org.commitdb.merge.Conflict;
import org.commitdb.merge.MergeAnalysis;
import org.commitdb.merge.Resolution;
import org.commitdb.state.DocumentKey;
import org.commitdb.state.Place;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.console.Suggestions;
import org.commitdb.tools.database.JsonValues;
import org.commitdb.tools.database.KeyNames;
import org.commitdb.tools.database.PlaceNames;
import org.commitdb.tools.json.Json;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.jspecify.annotations.Nullable;

/// Reads resolutions of the conflicts of one merge, each a JSON object.
///
/// **Shape**: `attachment`, `key`, `path` and `element` name the place, as [ConflictJson] writes
/// them; then `take`, a [Choice], or `value`. What else [ConflictJson] writes may stand there and
/// is passed over.
final class ResolutionReader {

    private static final List<String> MEMBERS =
            List.of("attachment", "key", "path", "element", "take", "value");
    private static final Set<String> PASSED_OVER = Set.of("base", "ours", "theirs", "merged");
    private static final int LISTED_PLACES = 8;

    private final Definitions definitions;
    private final JsonValues values;
    private final PlaceNames places;
    private final MergeAnalysis analysis;
    private final Map<Where, Conflict> conflicts = new HashMap<>();

    /// A place in a document. The instance is what tells documents of one attachment apart.
    private record Where(Attachment attachment, UUID instance, Place place) {

        static Where of(DocumentKey document, Place place) {
            return new Where(document.attachment(), document.key().instance(), place);
        }
    }

    ResolutionReader(Definitions definitions, MergeAnalysis analysis) {
        this.definitions = definitions;
        this.values = new JsonValues(definitions);
        this.places = new PlaceNames(definitions);
        this.analysis = analysis;
        for (Conflict conflict : analysis.conflicts()) {
            conflicts.put(Where.of(conflict.document(), conflict.place()), conflict);
        }
    }

    /// The resolutions that the lines spell; blank ones are passed over.
    ///
    /// **Errors**: [RequestFailedException] with the number of the line and what is wrong with it.
    List<Resolution> read(List<String> lines) {
        List<Resolution> resolutions = new ArrayList<>();
        Map<Conflict, Integer> resolved = new HashMap<>();
        int number = 0;
        for (String line : lines) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                Resolution resolution = read(line);
                Integer earlier = resolved.put(resolution.conflict(), number);
                if (earlier != null) {
                    throw new RequestFailedException(
                            "line " + earlier + " is about the same place");
                }
                resolutions.add(resolution);
            } catch (RequestFailedException
                    | IllegalArgumentException
                    | CommitDatabaseException e) {
                throw new RequestFailedException(
                        "line " + number + ": " + e.getMessage() + "\nnothing was committed", e);
            }
        }
        return resolutions;
    }

    private Resolution read(String line) {
        if (!(values.parse(line) instanceof Json.JsonObject object)) {
            throw new RequestFailedException("a resolution is a JSON object");
        }
        Map<String, Json> members = object.members();
        for (String name : members.keySet()) {
            if (!MEMBERS.contains(name) && !PASSED_OVER.contains(name)) {
                throw new RequestFailedException(
                        "a resolution has no member \""
                                + name
                                + "\", only "
                                + String.join(", ", MEMBERS)
                                + Suggestions.question(name, MEMBERS));
            }
        }
        return choose(conflict(members), members);
    }

    private Conflict conflict(Map<String, Json> members) {
        Attachment attachment = definitions.attachment(text(members, "attachment"));
        DocumentKey document =
                new DocumentKey(
                        attachment,
                        new KeyNames(definitions).of(attachment, member(members, "key")));
        String path = members.containsKey("path") ? text(members, "path") : "";
        Place place = places.place(attachment.documentType(), path, members.get("element"));
        Conflict found = conflicts.get(Where.of(document, place));
        if (found == null) {
            throw new RequestFailedException(
                    "there is no conflict at "
                            + places.text(place)
                            + " of "
                            + document.attachment()
                            + " of "
                            + KeyNames.text(attachment, document.key())
                            + candidates(document));
        }
        return found;
    }

    private String candidates(DocumentKey document) {
        List<String> there =
                analysis.conflicts().stream()
                        .filter(conflict -> isSame(conflict.document(), document))
                        .map(conflict -> places.text(conflict.place()))
                        .toList();
        if (there.isEmpty()) {
            return ", nor elsewhere in this document; 'cdb conflicts' lists them";
        }
        return "; there is one at "
                + there.stream().limit(LISTED_PLACES).collect(Collectors.joining(", "))
                + (there.size() > LISTED_PLACES ? ", …" : "");
    }

    private static boolean isSame(DocumentKey document, DocumentKey other) {
        return document.attachment().equals(other.attachment())
                && document.key().instance().equals(other.key().instance());
    }

    private Resolution choose(Conflict conflict, Map<String, Json> members) {
        Json value = members.get("value");
        if (value == null) {
            return choice(members).of(conflict);
        }
        if (members.containsKey("take")) {
            throw new RequestFailedException("either \"take\" or \"value\", not both");
        }
        return Resolution.value(conflict, places.value(conflict.place(), value));
    }

    private static Choice choice(Map<String, Json> members) {
        if (!members.containsKey("take")) {
            throw new RequestFailedException(
                    "what shall survive? \"take\": " + choices() + "; or \"value\": …");
        }
        String name = text(members, "take");
        return Choice.named(name)
                .orElseThrow(() ->
                        new RequestFailedException(
                                "\"take\" is " + choices() + ", not \"" + name + "\""));
    }

    private static String choices() {
        return Stream.of(Choice.values())
                .map(choice -> "\"" + choice + "\"")
                .collect(Collectors.joining(", "));
    }

    private static Json member(Map<String, Json> members, String name) {
        @Nullable Json found = members.get(name);
        if (found == null) {
            throw new RequestFailedException("the member \"" + name + "\" is missing");
        }
        return found;
    }

    private static String text(Map<String, Json> members, String name) {
        Json found = member(members, name);
        if (found instanceof Json.JsonString(String text)) {
            return text;
        }
        throw new RequestFailedException(
                "the member \"" + name + "\" is a string, not of kind " + found.kind());
    }
}
