package org.commitdb.tools.demo;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.commitdb.path.Path;
import org.commitdb.state.AttachmentMutating;
import org.commitdb.state.CommitState;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.type.Structure;
import org.commitdb.type.XArrayType;
import org.commitdb.value.Key;
import org.commitdb.value.SetValue;
import org.commitdb.value.StringValue;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;

/// The book that the story is about: its document, and what people do to it.
final class Book {

    static final String ATTACHMENT = "Press::Book.details";
    static final UUID INSTANCE = UUID.fromString("b00c0000-0000-4000-8000-000000000001");
    private static final UUID AUTHOR = UUID.fromString("a0700000-0000-4000-8000-000000000001");

    private final Attachment details;
    private final Key key;
    private final Path root;
    private final XArrayType chapters;

    Book(Definitions definitions) {
        this.details = definitions.attachment(ATTACHMENT);
        this.key =
                Key.of(
                        details.keyTarget(),
                        INSTANCE,
                        definitions.concept("Press::Book").runtimeId());
        this.root = Path.root(details.documentType());
        this.chapters = (XArrayType) field("chapters").type();
    }

    private Value field(String name) {
        return StructureValue.create((Structure) details.documentType()).get(name);
    }

    /// The document as Ann writes it first.
    StructureValue draft() {
        XArrayValue written = XArrayValue.empty(chapters);
        for (String title : List.of("Departure", "Home")) {
            written = written.append(chapter(title, 12));
        }
        return StructureValue.create((Structure) details.documentType())
                .with("title", "The Sea")
                .with("author", AUTHOR)
                .with("price", 20.0)
                .with("tags", List.of("sea"))
                .with("blurbs", Map.of("en", "A voyage.", "fr", "Un voyage."))
                .with("chapters", written);
    }

    private StructureValue chapter(String title, int pages) {
        return StructureValue.create((Structure) chapters.element())
                .with("title", title)
                .with("pages", pages);
    }

    void create(AttachmentMutating target) {
        target.set(details, key, draft());
    }

    void update(AttachmentMutating target, String fieldName, Object value) {
        Value converted = Value.from(field(fieldName).type(), value);
        target.update(details, key, root.field(fieldName), converted);
    }

    void tag(AttachmentMutating target, String tag) {
        SetValue none = (SetValue) field("tags");
        target.unionInSet(details, key, root.field("tags"), none.with(StringValue.of(tag)));
    }

    void insertBeforeLastChapter(AttachmentMutating target, String title) {
        XArrayValue written =
                (XArrayValue) target.get(details, key).map(this::chaptersOf).orElseThrow();
        UUID last = written.positionAt(written.size() - 1);
        target.insertInXArray(details, key, root.field("chapters"), last, chapter(title, 9));
    }

    private Value chaptersOf(Value document) {
        return ((StructureValue) document).get("chapters");
    }

    /// The document in a state.
    StructureValue in(CommitState state) {
        return (StructureValue) state.attachmentGetting().get(details, key).orElseThrow();
    }

    /// A field of the document in a state, as text.
    String text(CommitState state, String fieldName) {
        Value value = in(state).get(fieldName);
        return value instanceof XArrayValue written
                ? StreamSupport.stream(written.values().spliterator(), false)
                        .map(chapter ->
                                ((StringValue) ((StructureValue) chapter).get("title")).value())
                        .collect(Collectors.joining(", "))
                : value.toString();
    }
}
