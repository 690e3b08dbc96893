package example;

import java.nio.file.Files;
import java.nio.file.Path;
import org.commitdb.CommitDatabase;
import org.commitdb.commit.CommitId;
import org.commitdb.dsm.Dsm;
import org.commitdb.state.CommitMutableState;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.StructureValue;

/// Writes a commit to a file and reads it back, as the README shows it.
public final class FirstCommit {

    private static final String MODEL =
            """
            namespace Tuto {f529bc42-0618-4f54-a3fb-d55f95c5ad03} {
                concept User;
                struct Login { string nickname; string password; };
                attachment<User, Login> login;
            };
            """;

    private FirstCommit() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("commitdb");
        Path file = folder.resolve("model.cdb");
        try (CommitDatabase db = CommitDatabase.create(file, Dsm.parse(MODEL))) {
            Attachment login = db.definitions().attachment("Tuto::User.login");
            Key alice = Key.create(login);
            CommitMutableState mutable = new CommitMutableState(db.initialState());
            mutable.attachmentMutating()
                    .set(login, alice, StructureValue.create(login).with("nickname", "alice"));
            CommitId first = db.commitMutations("Add Alice", mutable);
            System.out.println(db.state(first).attachmentGetting().get(login, alice).orElseThrow());
        }
        Files.delete(file);
        Files.delete(folder);
    }
}
