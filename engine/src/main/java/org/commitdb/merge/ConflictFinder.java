package org.commitdb.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.commitdb.path.Path;
import org.commitdb.state.DocumentKey;
import org.commitdb.state.Place;
import org.commitdb.state.Streams;

/// Finds the conflicts in one document.
///
/// Structures, sets, maps and xarrays are looked into; anything else is one place, in conflict when
/// an intent is lost anywhere within it.
final class ConflictFinder {

    private final Streams streams;
    private final DocumentKey document;
    private final List<Conflict> conflicts = new ArrayList<>();

    private ConflictFinder(Streams streams, DocumentKey document) {
        this.streams = streams;
        this.document = document;
    }

    static List<Conflict> find(Streams streams, DocumentKey document, Versions versions) {
        ConflictFinder finder = new ConflictFinder(streams, document);
        Path root = Path.root(document.attachment().documentType());
        finder.find(Place.of(root), versions);
        return finder.conflicts;
    }

    private void find(Place place, Versions versions) {
        if (!versions.isLost()) {
            return;
        }
        Optional<List<Part>> parts =
                place.element().isPresent() ? Optional.empty() : Parts.ofContainer(versions);
        if (parts.isEmpty()) {
            if (isLostWithin(versions)) {
                add(place, versions);
            }
            return;
        }
        for (Part part : parts.get()) {
            find(part.placeIn(place.path()), part.versions());
        }
        if (parts.get().isEmpty() && !versions.based()) {
            add(place, versions);
        }
    }

    /// Whether an intent is lost anywhere within a place where the versions differ so.
    private static boolean isLostWithin(Versions versions) {
        Optional<List<Part>> parts =
                versions.based()
                        ? Parts.ofContainer(versions).or(() -> Parts.ofValue(versions))
                        : Optional.empty();
        return parts.isEmpty()
                || parts.get().stream().anyMatch(part -> isLostWithin(part.versions()));
    }

    private void add(Place place, Versions versions) {
        conflicts.add(
                new Conflict(
                        streams,
                        document,
                        place,
                        versions.based(),
                        versions.baseValue(),
                        versions.ourValue(),
                        versions.theirValue(),
                        versions.mergedValue()));
    }
}
