package org.commitdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.commitdb.commit.CommitId;
import org.commitdb.dsm.Dsm;
import org.commitdb.dsm.DsmSource;
import org.commitdb.state.CommitMutableState;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.StructureValue;
import org.commitdb.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user does in the first hour, step by step.
final class FirstHourTest {

    private static final String MODEL =
            """
            namespace Tuto {f529bc42-0618-4f54-a3fb-d55f95c5ad03} {
                concept User;
                struct Login { string nickname; string password; };
                attachment<User, Login> login;
            };
            """;

    @TempDir Path folder;

    @Test
    void firstHourHoldsWhatTheReadmePromises() {
        Path file = folder.resolve("model.cdb");
        CommitId first;
        CommitId second;
        CommitId merge;
        Key alice;
        try (CommitDatabase db =
                CommitDatabase.create(
                        file, Dsm.parse(List.of(new DsmSource("model.dsm", MODEL))))) {
            assertTrue(db.firstCommitId().isEmpty());
            assertTrue(db.lastCommitId().isEmpty());
            assertTrue(db.headCommitIds().isEmpty());
            Attachment login = db.definitions().attachment("Tuto::User.login");
            assertEquals(0, db.initialState().attachmentGetting().keys(login).count());

            alice = Key.create(login);
            StructureValue document =
                    StructureValue.create(login)
                            .with("nickname", "alice")
                            .with("password", "secret");
            first = add(db, login, alice, document);
            assertEquals(
                    Optional.of(document), db.state(first).attachmentGetting().get(login, alice));
            assertEquals("Add Alice", db.commitHeader(first).label());
            assertEquals(CommitId.NONE, db.commitHeader(first).parent());

            second = update(db, first, login, alice, "nickname", "ally");
            assertEquals("alice", nickname(db, first, login, alice));
            assertEquals("ally", nickname(db, second, login, alice));

            CommitId other = update(db, first, login, alice, "password", "better");
            assertEquals(List.of(second, other), db.headCommitIds());

            merge = db.mergeCommit(second, other);
            assertEquals(List.of(merge), db.headCommitIds());
            assertEquals(
                    StructureValue.create(login)
                            .with("nickname", "ally")
                            .with("password", "better"),
                    db.state(merge).attachmentGetting().get(login, alice).orElseThrow());
        }
        try (CommitDatabase db = CommitDatabase.open(file)) {
            Attachment login = db.definitions().attachment("Tuto::User.login");
            assertEquals(Optional.of(first), db.firstCommitId());
            assertEquals(List.of(merge), db.headCommitIds());
            assertEquals("alice", nickname(db, first, login, alice));
            assertEquals("ally", nickname(db, second, login, alice));
        }
    }

    private static CommitId add(CommitDatabase db, Attachment login, Key alice, Value document) {
        CommitMutableState mutable = new CommitMutableState(db.initialState());
        mutable.attachmentMutating().set(login, alice, document);
        return db.commitMutations("Add Alice", mutable);
    }

    private static CommitId update(
            CommitDatabase db,
            CommitId base,
            Attachment login,
            Key key,
            String field,
            String text) {
        CommitMutableState mutable = new CommitMutableState(db.state(base));
        org.commitdb.path.Path path =
                org.commitdb.path.Path.root(login.documentType()).field(field);
        mutable.attachmentMutating().update(login, key, path, Value.from(path.leafType(), text));
        return db.commitMutations("Change " + field, mutable);
    }

    private static String nickname(CommitDatabase db, CommitId id, Attachment login, Key key) {
        Value document = db.state(id).attachmentGetting().get(login, key).orElseThrow();
        return ((org.commitdb.value.StringValue) ((StructureValue) document).get("nickname"))
                .value();
    }
}
