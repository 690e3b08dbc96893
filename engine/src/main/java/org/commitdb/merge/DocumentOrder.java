package org.commitdb.merge;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.state.DocumentKey;
import org.commitdb.type.Attachment;
import org.commitdb.value.UuidValue;

/// Orders documents by attachment as declared, then by instance, whatever concept a key names.
final class DocumentOrder implements Comparator<DocumentKey> {

    private final Map<Attachment, Integer> ranks = new HashMap<>();

    DocumentOrder(List<Attachment> attachments) {
        attachments.forEach(attachment -> ranks.put(attachment, ranks.size()));
    }

    @Override
    public int compare(DocumentKey left, DocumentKey right) {
        int order = Integer.compare(rank(left), rank(right));
        return order != 0
                ? order
                : UuidValue.of(left.key().instance())
                        .compareTo(UuidValue.of(right.key().instance()));
    }

    private int rank(DocumentKey document) {
        return ranks.getOrDefault(document.attachment(), Integer.MAX_VALUE);
    }
}
