package org.commitdb.tools;

import org.commitdb.tools.console.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The root of the command line: knows the version and the commands, and does nothing itself.
@Command(
        name = "cdb",
        description = "Works with CommitDB databases: single-file, embedded, versioned.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = CommitDbCommand.Version.class,
        footer = {
            "",
            "Examples:",
            "  cdb demo                       the main job on a sample model, step by step",
            "  cdb dsm_util check model.dsm   is the model sound?",
            "  cdb dsm_util create_commit_database model.dsm model.cdb",
            "  cdb log --graph model.cdb      the history of a database",
            "",
            "Names of commands and options may be written with - or _."
        })
public final class CommitDbCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            hidden = true,
            description = "Show where a failure comes from.")
    private boolean stacktrace;

    CommitDbCommand() {}

    /// Runs one command line and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(new CommitDb(Console.ofProcess(), System.getenv()).run(arguments));
    }

    boolean stacktrace() {
        return stacktrace;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }

    /// The version that the jar's manifest states.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CommitDbCommand.class.getPackage().getImplementationVersion();
            return new String[] {"cdb " + (version == null ? "(not packaged)" : version)};
        }
    }
}
