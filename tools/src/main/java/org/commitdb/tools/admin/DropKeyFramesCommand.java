package org.commitdb.tools.admin;

import java.util.concurrent.Callable;
import org.commitdb.Administration;
import org.commitdb.CommitDatabase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `cdb commit_admin drop_key_frames`: forgets what only makes reading faster.
@Command(
        name = "drop_key_frames",
        description = {
            "Forgets the key frames of a database: documents that are kept as of some commit, so that"
                    + " reading them need not replay what came before.",
            "Nothing that is read changes, and frames are laid again where they pay; 'cdb compact'"
                    + " then gives their room back."
        },
        footer = {"", "Examples:", "  cdb commit_admin drop_key_frames --database model.cdb"})
final class DropKeyFramesCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @ParentCommand private CommitAdminCommand group;

    @Override
    public Integer call() {
        try (CommitDatabase database = group.database(spec).openForWriting()) {
            new Administration(database).dropKeyFrames();
        }
        return 0;
    }
}
