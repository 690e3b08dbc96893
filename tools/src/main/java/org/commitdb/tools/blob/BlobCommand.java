package org.commitdb.tools.blob;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cdb blob`: the group of commands about blobs.
@Command(
        name = "blob",
        description =
                "Stores blobs of any size, reads them, and removes those that are not needed.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "A BLOB is an id of 64 hex digits, or a prefix of it that no other blob's id has.",
            "",
            "Examples:",
            "  cdb blob add model.cdb photo.jpg",
            "  cdb blob get model.cdb 3f8a > photo.jpg"
        })
final class BlobCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }
}
