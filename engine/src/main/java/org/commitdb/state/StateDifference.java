package org.commitdb.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.commitdb.store.DocumentId;
import org.commitdb.type.Attachment;
import org.commitdb.value.Value;

/// Finds the documents that differ between two states of one history.
///
/// A document can differ only when a commit touches it that one state has and the other has not, or
/// has in another order, or with another mask. Just these documents are read, and compared.
///
/// **Cost**: O(segments and masked stretches of both states, and opcodes of the commits in which
/// they differ), not the length of what they share.
final class StateDifference {

    private static final Comparator<UUID> UNSIGNED =
            Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
                    .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private final History history;
    private final CommitState left;
    private final CommitState right;

    StateDifference(History history, CommitState left, CommitState right) {
        this.history = history;
        this.left = left;
        this.right = right;
    }

    /// The documents that differ, by attachment as declared, then by instance.
    Stream<DocumentKey> keys() {
        Map<UUID, List<DocumentId>> byAttachment = new HashMap<>();
        for (DocumentId candidate : candidates()) {
            byAttachment
                    .computeIfAbsent(candidate.attachment(), each -> new ArrayList<>())
                    .add(candidate);
        }
        return history.definitions().attachments().stream()
                .flatMap(attachment ->
                        byAttachment.getOrDefault(attachment.runtimeId().uuid(), List.of()).stream()
                                .sorted(Comparator.comparing(DocumentId::instance, UNSIGNED))
                                .flatMap(
                                        document -> keyIfDifferent(attachment, document).stream()));
    }

    private Optional<DocumentKey> keyIfDifferent(Attachment attachment, DocumentId document) {
        Optional<Value> before = left.reader().read(attachment, document);
        Optional<Value> after = right.reader().read(attachment, document);
        if (before.equals(after)) {
            return Optional.empty();
        }
        DocumentReader naming = after.isPresent() ? right.reader() : left.reader();
        return Optional.of(new DocumentKey(attachment, naming.keyOf(attachment, document)));
    }

    private Set<DocumentId> candidates() {
        Set<DocumentId> documents = new HashSet<>();
        LongConsumer add = ordinal -> CommitDocuments.add(history.store(), ordinal, documents);
        OrderComparison orders =
                new OrderComparison(left.timeline().order(), right.timeline().order());
        orders.forEachLeft(add);
        orders.forEachRight(add);
        orders.forEachReordered(add);
        left.timeline().mask().forEachDifference(right.timeline().mask(), add);
        return documents;
    }
}
