package org.commitdb.fuzz.traces;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.path.Path;
import org.commitdb.state.AttachmentMutating;
import org.commitdb.state.CommitMutableState;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.DefinitionsBuilder;
import org.commitdb.type.Namespace;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.XArrayType;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.commitdb.value.Value;
import org.commitdb.value.XArrayValue;

/// Writes a trace into a database, one commit per transaction, one slot of an xarray per character.
final class TraceReplay {

    static final XArrayType TEXT = new XArrayType(PrimitiveType.STRING);

    private final CommitDatabase database;
    private final Attachment text;
    private final Key key;
    private final Path root;
    private final SplittableRandom random = new SplittableRandom(20250131);
    private final GapList<UUID> slots = new GapList<>();
    private CommitId last = CommitId.NONE;

    TraceReplay(CommitDatabase database, Key key) {
        this.database = database;
        this.text = database.definitions().attachments().getFirst();
        this.key = key;
        this.root = Path.root(text.documentType());
    }

    static Definitions definitions() {
        DefinitionsBuilder builder = Definitions.builder();
        Namespace namespace =
                new Namespace(UUID.fromString("0d3ba3c1-6f0f-4bb1-8a30-0a5d1e2f7c11"), "Text");
        Concept page = builder.concept(namespace, "Page");
        builder.attachment(namespace, page, TEXT, "text");
        return builder.build();
    }

    CommitId start() {
        return commit("Start", mutating -> mutating.set(text, key, Value.zero(TEXT)));
    }

    CommitId apply(SequentialTrace.Patch... patches) {
        return commit(
                "",
                mutating -> {
                    for (SequentialTrace.Patch patch : patches) {
                        apply(mutating, patch);
                    }
                });
    }

    private void apply(AttachmentMutating mutating, SequentialTrace.Patch patch) {
        for (int i = 0; i < patch.deleted(); i++) {
            mutating.removeInXArray(text, key, root, slots.remove(patch.position()));
        }
        UUID before =
                patch.position() < slots.size() ? slots.get(patch.position()) : XArrayValue.END;
        int at = patch.position();
        for (int codePoint : patch.inserted().codePoints().toArray()) {
            UUID slot = new UUID(random.nextLong(), random.nextLong());
            StringValue character = StringValue.of(Character.toString(codePoint));
            mutating.insertInXArray(text, key, root, before, slot, character);
            slots.add(at++, slot);
        }
    }

    private CommitId commit(String label, Consumer<AttachmentMutating> edit) {
        CommitMutableState mutable = new CommitMutableState(database.state(last));
        edit.accept(mutable.attachmentMutating());
        last = database.commitMutations(label, mutable);
        return last;
    }

    /// The text of the page at a commit.
    static String text(CommitDatabase database, Key key, CommitId id) {
        Attachment text = database.definitions().attachments().getFirst();
        XArrayValue page =
                (XArrayValue) database.state(id).attachmentGetting().get(text, key).orElseThrow();
        return text(page);
    }

    /// The characters of a page.
    static String text(XArrayValue page) {
        StringBuilder characters = new StringBuilder();
        for (Value character : page.values()) {
            characters.append(((StringValue) character).value());
        }
        return characters.toString();
    }
}
