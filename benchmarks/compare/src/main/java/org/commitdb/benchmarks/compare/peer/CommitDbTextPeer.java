package org.commitdb.benchmarks.compare.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.commitdb.CommitDatabase;
import org.commitdb.DatabaseOptions;
import org.commitdb.commit.CommitId;
import org.commitdb.state.AttachmentMutating;
import org.commitdb.state.CommitMutableState;
import org.commitdb.store.Durability;
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

/// CommitDB: an xarray with one slot for each character, as an editor would keep it.
///
/// The names of the slots that are there are kept in a list beside the database, as an editor keeps
/// them with what it shows.
final class CommitDbTextPeer implements TextPeer {

    private static final XArrayType TEXT = new XArrayType(PrimitiveType.STRING);

    private final CommitDatabase database;
    private final Attachment attachment;
    private final Key key;
    private final org.commitdb.path.Path root;
    private final SplittableRandom random = new SplittableRandom(20250131);
    private final GapList<UUID> slots = new GapList<>();
    private final CommitId empty;
    private CommitId last;

    CommitDbTextPeer(Path folder) {
        Path file = folder.resolve("text.cdb");
        boolean there = Files.exists(file);
        DatabaseOptions options = DatabaseOptions.DEFAULT.withDurability(Durability.LAZY);
        database =
                there
                        ? CommitDatabase.open(file, options)
                        : CommitDatabase.create(file, definitions(), options);
        attachment = database.definitions().attachment("Text::Page.text");
        Concept concept = (Concept) attachment.keyTarget();
        key = Key.of(concept, new UUID(1, 2), concept.runtimeId());
        root = org.commitdb.path.Path.root(attachment.documentType());
        if (there) {
            last = database.lastCommitId().orElseThrow();
        } else {
            CommitMutableState mutable = new CommitMutableState(database.initialState());
            mutable.attachmentMutating().set(attachment, key, Value.zero(TEXT));
            last = database.commitMutations("", mutable);
        }
        empty = database.firstCommitId().orElseThrow();
    }

    private static Definitions definitions() {
        DefinitionsBuilder builder = Definitions.builder();
        Namespace namespace =
                new Namespace(UUID.fromString("4a2c1a3e-8a52-4be4-9d0f-5a5f5d1c0b03"), "Text");
        builder.attachment(namespace, builder.concept(namespace, "Page"), TEXT, "text");
        return builder.build();
    }

    @Override
    public void commit(List<Patch> patches) {
        CommitMutableState mutable = new CommitMutableState(database.state(last));
        for (Patch patch : patches) {
            apply(mutable.attachmentMutating(), patch);
        }
        last = database.commitMutations("", mutable);
    }

    private void apply(AttachmentMutating mutating, Patch patch) {
        for (int i = 0; i < patch.deleted(); i++) {
            mutating.removeInXArray(attachment, key, root, slots.remove(patch.position()));
        }
        int at = patch.position();
        UUID before = at < slots.size() ? slots.get(at) : XArrayValue.END;
        for (int codePoint : patch.inserted().codePoints().toArray()) {
            UUID slot = newSlot();
            StringValue character = StringValue.of(Character.toString(codePoint));
            mutating.insertInXArray(attachment, key, root, before, slot, character);
            slots.add(at++, slot);
        }
    }

    @Override
    public Object commit(List<Object> parents, List<Patch> patches) {
        CommitId base =
                parents.stream()
                        .map(CommitId.class::cast)
                        .reduce(database::mergeCommit)
                        .orElse(empty);
        CommitMutableState mutable = new CommitMutableState(database.state(base));
        AttachmentMutating mutating = mutable.attachmentMutating();
        for (Patch patch : patches) {
            for (int i = 0; i < patch.deleted(); i++) {
                UUID slot = page(mutating).positionAt(patch.position());
                mutating.removeInXArray(attachment, key, root, slot);
            }
            insert(mutating, patch.inserted(), slotBehind(page(mutating), patch.position()));
        }
        return database.commitMutations("", mutable);
    }

    private XArrayValue page(AttachmentMutating mutating) {
        return (XArrayValue) mutating.get(attachment, key).orElseThrow();
    }

    /// The slot behind the character before `position`, which may be an emptied one.
    private static UUID slotBehind(XArrayValue page, int position) {
        return position == 0
                ? page.positions().iterator().next()
                : page.positionAfter(page.positionAt(position - 1));
    }

    private void insert(AttachmentMutating mutating, String text, UUID before) {
        for (int codePoint : text.codePoints().toArray()) {
            StringValue character = StringValue.of(Character.toString(codePoint));
            mutating.insertInXArray(attachment, key, root, before, newSlot(), character);
        }
    }

    private UUID newSlot() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    @Override
    public Object revision() {
        return last;
    }

    @Override
    public String text(Object revision) {
        XArrayValue page =
                (XArrayValue)
                        database.state((CommitId) revision)
                                .attachmentGetting()
                                .get(attachment, key)
                                .orElseThrow();
        StringBuilder text = new StringBuilder(page.size());
        for (Value character : page.values()) {
            text.append(((StringValue) character).value());
        }
        return text.toString();
    }

    @Override
    public void save() {
        database.flush();
    }

    @Override
    public void close() {
        database.close();
    }
}
