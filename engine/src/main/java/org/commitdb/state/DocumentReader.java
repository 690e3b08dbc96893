package org.commitdb.state;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.commitdb.error.UnknownIdException;
import org.commitdb.store.DocumentId;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// Reads the documents of one state.
final class DocumentReader implements AttachmentGetting {

    private final History history;
    private final Timeline timeline;

    DocumentReader(History history, Timeline timeline) {
        this.history = history;
        this.timeline = timeline;
    }

    @Override
    public Optional<Value> get(Attachment attachment, Key key) {
        Definitions definitions = history.definitions();
        requireKey(definitions, attachment, key);
        return read(definitions, attachment, documentId(attachment, key.instance()));
    }

    @Override
    public Stream<Key> keys(Attachment attachment) {
        return entries(attachment).map(Map.Entry::getKey);
    }

    @Override
    public Stream<Map.Entry<Key, Value>> entries(Attachment attachment) {
        Definitions definitions = history.definitions();
        requireKnown(definitions, attachment);
        if (timeline.order().newest() == 0) {
            return Stream.empty();
        }
        DocumentReplay replay = history.replay();
        return stream(attachment, batch -> replay.touches(timeline, batch))
                .mapMulti((touched, entries) ->
                        replay.readEntry(timeline, attachment, touched, definitions)
                                .ifPresent(entries));
    }

    /// The ids of the documents that any commit touched, in order; some may not exist in this
    /// state.
    Stream<DocumentId> documents(Attachment attachment) {
        return stream(attachment, batch -> batch);
    }

    private <T> Stream<T> stream(
            Attachment attachment, Function<List<DocumentId>, List<T>> opening) {
        DocumentBatches batches =
                new DocumentBatches(history.store(), attachment.runtimeId().uuid());
        return StreamSupport.stream(new BatchSpliterator<>(batches, opening), false);
    }

    private Optional<Value> read(
            Definitions definitions, Attachment attachment, DocumentId document) {
        return timeline.order().newest() == 0
                ? Optional.empty()
                : history.replay().read(timeline, attachment, document, definitions);
    }

    /// The document, empty when there is none.
    Optional<Value> read(Attachment attachment, DocumentId document) {
        return read(history.definitions(), attachment, document);
    }

    /// The key by which the latest commit in linear order names the document, which exists.
    Key keyOf(Attachment attachment, DocumentId document) {
        return keyOf(history.definitions(), attachment, document);
    }

    /// The key by which the latest commit in linear order names the document: the same on every
    /// replica, in whatever order commits arrived.
    private Key keyOf(Definitions definitions, Attachment attachment, DocumentId document) {
        return history.replay().latestKey(timeline, attachment, document, definitions);
    }

    static DocumentId documentId(Attachment attachment, UUID instance) {
        return new DocumentId(attachment.runtimeId().uuid(), instance);
    }

    static void requireKnown(Definitions definitions, Attachment attachment) {
        if (definitions.attachment(attachment.runtimeId()).isEmpty()) {
            throw new UnknownIdException(
                    "the database has no attachment "
                            + attachment.identifier()
                            + " with runtime id "
                            + attachment.runtimeId(),
                    "attachment",
                    attachment.identifier());
        }
    }

    static void requireKey(Definitions definitions, Attachment attachment, Key key) {
        requireKnown(definitions, attachment);
        if (key.concept().isNone()
                || !definitions.conforms(attachment.keyTarget(), key.concept())) {
            throw new IllegalArgumentException(
                    "the key "
                            + key
                            + " does not point at "
                            + attachment.keyTarget()
                            + ", which "
                            + attachment
                            + " needs");
        }
    }

    /// What becomes of batches of documents, one thing after the other.
    private static final class BatchSpliterator<T> extends Spliterators.AbstractSpliterator<T> {

        private final DocumentBatches batches;
        private final Function<List<DocumentId>, List<T>> opening;
        private List<T> batch = List.of();
        private int next;

        BatchSpliterator(DocumentBatches batches, Function<List<DocumentId>, List<T>> opening) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
            this.batches = batches;
            this.opening = opening;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            if (next == batch.size()) {
                batch = opening.apply(batches.next());
                next = 0;
                if (batch.isEmpty()) {
                    return false;
                }
            }
            action.accept(batch.get(next++));
            return true;
        }
    }
}
