package org.commitdb.tools;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The root of the command line: knows the version and the subcommands, and does nothing itself.
@Command(
        name = "cdb",
        description = "Works with CommitDB databases: single-file, embedded, versioned.",
        mixinStandardHelpOptions = true,
        versionProvider = CommitDbCommand.Version.class)
public final class CommitDbCommand implements Runnable {
    @Spec private CommandSpec spec;

    CommitDbCommand() {}

    /// Runs one command line and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new CommitDbCommand());
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
