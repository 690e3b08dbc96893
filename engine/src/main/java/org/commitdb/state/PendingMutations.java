package org.commitdb.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.path.Path;
import org.commitdb.store.DocumentId;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.type.MapType;
import org.commitdb.type.Type;
import org.commitdb.type.XArrayType;
import org.commitdb.value.Key;
import org.commitdb.value.MapValue;
import org.commitdb.value.SetValue;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// The mutations of one commit in the making, document by document, over the state that they start
/// from.
final class PendingMutations implements AttachmentMutating {

    private final CommitState base;
    private final Map<DocumentId, PendingDocument> documents = new LinkedHashMap<>();
    private ReadableValues readable;

    PendingMutations(CommitState base) {
        this.base = base;
        this.readable = new ReadableValues(base.history().definitions());
    }

    boolean isEmpty() {
        return documents.isEmpty();
    }

    List<DocumentProgram> program() {
        return documents.values().stream().map(PendingDocument::program).toList();
    }

    @Override
    public Optional<Value> get(Attachment attachment, Key key) {
        PendingDocument pending =
                documents.get(DocumentReader.documentId(attachment, key.instance()));
        if (pending == null) {
            return base.attachmentGetting().get(attachment, key);
        }
        DocumentReader.requireKey(definitions(), attachment, key);
        return pending.value(base);
    }

    @Override
    public Stream<Key> keys(Attachment attachment) {
        return entries(attachment).map(Map.Entry::getKey);
    }

    @Override
    public Stream<Map.Entry<Key, Value>> entries(Attachment attachment) {
        List<PendingDocument> touched =
                documents.values().stream()
                        .filter(pending -> pending.attachment.equals(attachment))
                        .toList();
        if (touched.isEmpty()) {
            return base.attachmentGetting().entries(attachment);
        }
        TreeMap<Key, Value> merged = new TreeMap<>();
        base.attachmentGetting()
                .entries(attachment)
                .forEach(entry -> merged.put(entry.getKey(), entry.getValue()));
        for (PendingDocument pending : touched) {
            merged.keySet().removeIf(key -> key.instance().equals(pending.key.instance()));
            pending.value(base).ifPresent(value -> merged.put(pending.key, value));
        }
        return merged.entrySet().stream();
    }

    @Override
    public void set(Attachment attachment, Key key, Value document) {
        requireDocument(attachment, document);
        record(attachment, key, new Opcode.DocumentSet(document));
    }

    @Override
    public void remove(Attachment attachment, Key key) {
        record(attachment, key, new Opcode.DocumentRemove());
    }

    @Override
    public void update(Attachment attachment, Key key, Path path, Value value) {
        requirePlace(attachment, path, value.type());
        record(attachment, key, new Opcode.Update(path, value));
    }

    @Override
    public void unionInSet(Attachment attachment, Key key, Path path, SetValue elements) {
        requirePlace(attachment, path, elements.type());
        record(attachment, key, new Opcode.UnionInSet(path, elements));
    }

    @Override
    public void subtractInSet(Attachment attachment, Key key, Path path, SetValue elements) {
        requirePlace(attachment, path, elements.type());
        record(attachment, key, new Opcode.SubtractInSet(path, elements));
    }

    @Override
    public void unionInMap(Attachment attachment, Key key, Path path, MapValue entries) {
        requirePlace(attachment, path, entries.type());
        record(attachment, key, new Opcode.UnionInMap(path, entries));
    }

    @Override
    public void updateInMap(Attachment attachment, Key key, Path path, MapValue entries) {
        requirePlace(attachment, path, entries.type());
        record(attachment, key, new Opcode.UpdateInMap(path, entries));
    }

    @Override
    public void subtractInMap(Attachment attachment, Key key, Path path, SetValue keys) {
        Type keyType = keys.type().element();
        requirePlace(
                attachment,
                path,
                "a map with keys of type " + keyType,
                type -> type instanceof MapType map && map.key().equals(keyType));
        record(attachment, key, new Opcode.SubtractInMap(path, keys));
    }

    @Override
    public void insertInXArray(
            Attachment attachment, Key key, Path path, UUID before, UUID position, Value value) {
        requirePlace(attachment, path, new XArrayType(value.type()));
        record(attachment, key, new Opcode.InsertInXArray(path, before, position, value));
    }

    @Override
    public void updateInXArray(
            Attachment attachment, Key key, Path path, UUID position, Value value) {
        requirePlace(attachment, path, new XArrayType(value.type()));
        record(attachment, key, new Opcode.UpdateInXArray(path, position, value));
    }

    @Override
    public void removeInXArray(Attachment attachment, Key key, Path path, UUID position) {
        requirePlace(attachment, path, "an xarray", XArrayType.class::isInstance);
        record(attachment, key, new Opcode.RemoveInXArray(path, position));
    }

    @Override
    public void diff(
            Attachment attachment, Key key, Value document, boolean recursive, Set<Path> units) {
        requireDocument(attachment, document);
        units.forEach(unit -> requireInto(attachment, unit));
        Optional<Value> current = get(attachment, key);
        if (current.isEmpty()) {
            set(attachment, key, document);
            return;
        }
        Path root = Path.root(attachment.documentType());
        for (Opcode opcode :
                DocumentDiff.between(root, current.get(), document, recursive, units)) {
            record(attachment, key, opcode);
        }
    }

    private void record(Attachment attachment, Key key, Opcode opcode) {
        DocumentReader.requireKey(definitions(), attachment, key);
        requireReadable(opcode);
        documents
                .computeIfAbsent(
                        DocumentReader.documentId(attachment, key.instance()),
                        id ->
                                new PendingDocument(
                                        attachment,
                                        Key.of(
                                                attachment.keyTarget(),
                                                key.instance(),
                                                key.concept())))
                .opcodes
                .add(opcode);
    }

    private void requireReadable(Opcode opcode) {
        if (readable.definitions() != definitions()) {
            readable = new ReadableValues(definitions());
        }
        readable.require(opcode);
    }

    private Definitions definitions() {
        return base.history().definitions();
    }

    private static void requireDocument(Attachment attachment, Value document) {
        if (!document.type().equals(attachment.documentType())) {
            throw new IllegalArgumentException(
                    "a document of "
                            + attachment
                            + " has type "
                            + attachment.documentType()
                            + ", not "
                            + document.type());
        }
    }

    private static void requirePlace(Attachment attachment, Path path, Type type) {
        requirePlace(attachment, path, "a value of type " + type, type::equals);
    }

    /// Refuses a path into documents of another type, and a place that never holds what `fits`.
    private static void requirePlace(
            Attachment attachment, Path path, String wanted, Predicate<Type> fits) {
        requireInto(attachment, path);
        List<Type> possible = path.possibleTypes();
        if (!possible.isEmpty() && possible.stream().noneMatch(fits)) {
            throw new IllegalArgumentException(
                    "at "
                            + attachment
                            + (path.isRoot() ? "" : " " + path)
                            + " is "
                            + (possible.size() == 1 ? possible.getFirst() : "one of " + possible)
                            + ", never "
                            + wanted);
        }
    }

    private static void requireInto(Attachment attachment, Path path) {
        if (!path.rootType().equals(attachment.documentType())) {
            throw new IllegalArgumentException(
                    "the path "
                            + path
                            + " is into "
                            + path.rootType()
                            + ", and a document of "
                            + attachment
                            + " is "
                            + attachment.documentType());
        }
    }

    /// The opcodes on one document, and what they make of it as far as anybody asked.
    private static final class PendingDocument {

        private final Attachment attachment;
        private final Key key;
        private final List<Opcode> opcodes = new ArrayList<>(2);
        private @Nullable DocumentEvaluator evaluator;
        private int evaluated;

        PendingDocument(Attachment attachment, Key key) {
            this.attachment = attachment;
            this.key = key;
        }

        DocumentProgram program() {
            return new DocumentProgram(attachment, key, opcodes);
        }

        Optional<Value> value(CommitState base) {
            if (evaluator == null) {
                evaluator =
                        new DocumentEvaluator(
                                base.attachmentGetting().get(attachment, key).orElse(null));
            }
            evaluator.applyAll(opcodes.subList(evaluated, opcodes.size()));
            evaluated = opcodes.size();
            return Optional.ofNullable(evaluator.document());
        }
    }
}
