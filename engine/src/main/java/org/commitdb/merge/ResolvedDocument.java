package org.commitdb.merge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.commitdb.path.Path;
import org.commitdb.path.PathStep;
import org.commitdb.state.Place;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.SlotState;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;
import org.jspecify.annotations.Nullable;

/// A merged document with resolutions put in place.
///
/// A slot that the merge lacks goes before the slot that follows it in the stream that has it; one
/// of them does, or no intent would be lost there. **Cost**: O(log n) a resolution and, for each
/// xarray in which one puts a slot, its slots once.
final class ResolvedDocument {

    private final List<Value> sources;
    private @Nullable Value document;
    private final Map<Path, Map<UUID, Optional<Value>>> slots = new LinkedHashMap<>();

    /// Starts from the merged document; `sources` are the documents of the streams.
    private ResolvedDocument(@Nullable Value merged, List<Value> sources) {
        this.document = merged;
        this.sources = sources;
    }

    /// What `resolutions`, all on one document that is found in `versions`, make of what the merge
    /// has; null for no document.
    static @Nullable Value of(Versions versions, List<Resolution> resolutions) {
        List<Value> sources = new ArrayList<>();
        versions.ourValue().ifPresent(sources::add);
        versions.theirValue().ifPresent(sources::add);
        ResolvedDocument resolved = new ResolvedDocument(versions.merged(), sources);
        for (Resolution resolution : resolutions) {
            resolved.put(resolution.conflict().place(), resolution.value());
        }
        resolved.slots.forEach(resolved::putSlots);
        return resolved.document;
    }

    private void put(Place place, Optional<Value> value) {
        Path path = place.path();
        if (place.element().isPresent()) {
            putElement(path, place.element().get(), value.isPresent());
        } else if (path.isRoot()) {
            document = value.orElse(null);
        } else if (path.steps().getLast() instanceof PathStep.Key key) {
            putEntry(parent(path), key.key(), value);
        } else if (path.steps().getLast() instanceof PathStep.Position position) {
            slots.computeIfAbsent(parent(path), each -> new LinkedHashMap<>())
                    .put(position.position(), value);
        } else {
            replace(path, value.orElseThrow());
        }
    }

    private static Path parent(Path path) {
        List<PathStep> steps = path.steps();
        return Path.of(path.rootType(), steps.subList(0, steps.size() - 1));
    }

    private void putElement(Path path, Value element, boolean wanted) {
        if (find(path, document) instanceof SetValue set) {
            replace(path, wanted ? set.with(element) : set.without(element));
        }
    }

    private void putEntry(Path path, Value key, Optional<Value> value) {
        if (find(path, document) instanceof MapValue map) {
            replace(
                    path,
                    value.map(wanted -> map.with(key, wanted)).orElseGet(() -> map.without(key)));
        }
    }

    private void putSlots(Path path, Map<UUID, Optional<Value>> wanted) {
        if (!(find(path, document) instanceof XArrayValue merged)) {
            return;
        }
        XArrayValue.Builder builder = merged.toBuilder();
        Map<UUID, Value> missing = new LinkedHashMap<>();
        wanted.forEach((position, value) -> {
            if (value.isEmpty()) {
                empty(builder, position);
            } else if (builder.hasSlot(position)) {
                builder.insert(XArrayValue.END, position, value.get());
            } else {
                missing.put(position, value.get());
            }
        });
        for (Value source : sources) {
            if (!missing.isEmpty() && find(path, source) instanceof XArrayValue like) {
                insertLike(like, builder, missing);
            }
        }
        replace(path, builder.build());
    }

    private static void empty(XArrayValue.Builder builder, UUID position) {
        if (builder.slotState(position) == SlotState.LIVE) {
            builder.remove(position);
        }
    }

    private static void insertLike(
            XArrayValue like, XArrayValue.Builder builder, Map<UUID, Value> missing) {
        List<UUID> positions = new ArrayList<>();
        like.slots().forEach(slot -> positions.add(slot.position()));
        UUID anchor = XArrayValue.END;
        for (UUID position : positions.reversed()) {
            Value value = missing.remove(position);
            if (value != null) {
                builder.insert(anchor, position, value);
            }
            anchor = builder.hasSlot(position) ? position : anchor;
        }
    }

    private static @Nullable Value find(Path path, @Nullable Value from) {
        return from == null ? null : path.resolve(from);
    }

    private void replace(Path path, Value value) {
        if (document != null) {
            document =
                    Objects.requireNonNull(
                            path.replace(document, value), () -> "nothing is at " + path);
        }
    }
}
