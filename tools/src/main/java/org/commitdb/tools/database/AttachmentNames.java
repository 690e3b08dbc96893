package org.commitdb.tools.database;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;

/// Names attachments so that the name finds them again: by identifier, and by runtime id where two
/// have one identifier.
public final class AttachmentNames {

    private final List<Attachment> sorted;
    private final Map<String, Integer> counts = new HashMap<>();

    /// Names the attachments of this registry.
    public AttachmentNames(Definitions definitions) {
        definitions
                .attachments()
                .forEach(attachment -> counts.merge(attachment.identifier(), 1, Integer::sum));
        this.sorted =
                definitions.attachments().stream()
                        .sorted(Comparator.comparing(this::name))
                        .toList();
    }

    /// The name of an attachment, as [Definitions#attachment(String)] takes it.
    public String name(Attachment attachment) {
        String identifier = attachment.identifier();
        return counts.getOrDefault(identifier, 0) > 1
                ? attachment.runtimeId().toString()
                : identifier;
    }

    /// The attachments, by name.
    public List<Attachment> sorted() {
        return sorted;
    }
}
