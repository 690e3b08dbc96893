package org.commitdb.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commitdb.tools.admin.AdminCommands;
import org.commitdb.tools.blob.BlobCommands;
import org.commitdb.tools.console.Console;
import org.commitdb.tools.console.ReaderGoneException;
import org.commitdb.tools.console.RequestFailedException;
import org.commitdb.tools.data.DataCommands;
import org.commitdb.tools.demo.DemoCommand;
import org.commitdb.tools.history.HistoryCommands;
import org.commitdb.tools.merge.MergeCommands;
import org.commitdb.tools.provenance.ProvenanceCommands;
import org.commitdb.tools.schema.SchemaCommands;
import org.commitdb.tools.upkeep.UpkeepCommands;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/// One run of the command line: builds the tree of commands on a console, runs the one that the
/// arguments name, and turns whatever happens into an exit code and a message.
///
/// **Errors**: none; every failure is a message and an exit code. **Threads**: one.
final class CommitDb {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private static final int HELP_WIDTH = 100;

    private final Console console;
    private final CommandLine commandLine;
    private final Failures failures;

    CommitDb(Console console, Map<String, String> environment) {
        this.console = console;
        CommitDbCommand root = new CommitDbCommand();
        this.failures = new Failures(console, environment, root);
        this.commandLine = new CommandLine(root);
        List<Object> commands = new ArrayList<>();
        commands.add(new DemoCommand(console));
        commands.addAll(SchemaCommands.on(console));
        commands.addAll(HistoryCommands.on(console));
        commands.addAll(DataCommands.on(console));
        commands.addAll(ProvenanceCommands.on(console));
        commands.addAll(MergeCommands.on(console));
        commands.addAll(AdminCommands.on(console));
        commands.addAll(UpkeepCommands.on(console));
        commands.addAll(BlobCommands.on(console));
        commands.forEach(commandLine::addSubcommand);
        configure();
    }

    CommandSpec spec() {
        return commandLine.getCommandSpec();
    }

    /// Runs one command line and returns its exit code.
    int run(String... arguments) {
        try {
            int exitCode = commandLine.execute(Spelling.normalised(spec(), arguments));
            console.out().flush();
            return exitCode;
        } catch (ReaderGoneException e) {
            return DONE;
        } catch (RuntimeException | Error e) {
            return failures.report(e);
        }
    }

    private void configure() {
        spec().addOption(
                        OptionSpec.builder("-V", "--version")
                                .versionHelp(true)
                                .description("Print the version and exit.")
                                .build());
        addHelp(spec());
        commandLine
                .setOut(console.out())
                .setErr(console.err())
                .setUsageHelpWidth(HELP_WIDTH)
                .setAbbreviatedOptionsAllowed(false)
                .setColorScheme(
                        Help.defaultColorScheme(console.style().isColoured() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(new WrongUsage(console))
                .setExecutionStrategy(this::execute)
                .setExecutionExceptionHandler(
                        (failure, command, arguments) -> failures.report(failure));
    }

    /// Also what help raises when it cannot be written is reported, which picocli would print.
    private int execute(ParseResult arguments) {
        try {
            return new RunLast().execute(arguments);
        } catch (ReaderGoneException | RequestFailedException e) {
            return failures.report(e);
        }
    }

    private static void addHelp(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help and exit.")
                        .build());
        Map<String, String> exitCodes = new LinkedHashMap<>();
        exitCodes.put(" " + DONE, "done");
        exitCodes.put(" " + FAILED, "the request failed; a message says why");
        exitCodes.put(" " + WRONG_USAGE, "wrong usage");
        spec.usageMessage()
                .sortOptions(false)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes);
        if (!spec.subcommands().isEmpty()) {
            spec.usageMessage().commandListHeading("%nCommands:%n");
        }
        // A command is among the values once for each of its names.
        Set.copyOf(spec.subcommands().values())
                .forEach(command -> addHelp(command.getCommandSpec()));
    }
}
