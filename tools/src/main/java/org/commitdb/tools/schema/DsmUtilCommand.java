package org.commitdb.tools.schema;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `cdb dsm_util`: the group of commands about models.
@Command(
        name = "dsm_util",
        description = "Checks models in DSM, and makes databases and JSON of them.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "A MODEL is a .dsm file, or a folder whose .dsm files are one model.",
            "",
            "Examples:",
            "  cdb dsm_util check model.dsm",
            "  cdb dsm_util create_commit_database model.dsm model.cdb"
        })
final class DsmUtilCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }
}
